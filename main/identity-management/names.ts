import { localName } from '../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../shared/result.js';

/** Names compare without regard to case, to spaces around, and to how a keyboard composes its letters. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

export function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** Whoever of them has this name. */
export function byName<T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined {
  return all.find((one) => sameName(one.name, name));
}

/** A name as it may be given to an identity. Code `bad-name`. */
export function checkName(name: string): Result<string> {
  const parsed = localName.safeParse(name);
  return parsed.success && !name.includes('=')
    ? ok(parsed.data)
    : fail('bad-name', `"${name}" is no name for an identity.`, { advice: 'Use 1 to 127 characters without "=".' });
}
