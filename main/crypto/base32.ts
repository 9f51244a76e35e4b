/** Crockford's Base32: no I, L, O, U; what people write in their place is read as what they mean. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MEANT: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** Bytes as text for paper and voice; 5 bytes become 8 characters. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += DIGITS[(value >>> bits) & 31] ?? '';
      value &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + (DIGITS[(value << (5 - bits)) & 31] ?? '') : text;
}

/** The value of one character as people write it (0 to 31); undefined where it is none of the alphabet. */
export function base32Digit(character: string): number | undefined {
  const upper = character.toUpperCase();
  const digit = DIGITS.indexOf(MEANT[upper] ?? upper);
  return digit < 0 || upper.length !== 1 ? undefined : digit;
}

/** The character of a value from 0 to 31. */
export function base32Character(digit: number): string {
  return DIGITS.charAt(digit);
}

/** Reads it in any case, with spaces and hyphens anywhere; undefined for other characters, or bits that do not fit. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase().replaceAll(/[\s-]/gu, '')) {
    const digit = DIGITS.indexOf(MEANT[character] ?? character);
    if (digit < 0) return undefined;
    value = (value << 5) | digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 255);
    value &= (1 << bits) - 1;
  }
  return value === 0 && bits < 5 ? Uint8Array.from(bytes) : undefined;
}
