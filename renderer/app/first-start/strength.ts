/** 0 too short, 1 weak, 2 fair, 3 good, 4 strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const LEAST = 15;

/**
 * A hint, no verdict: how long a passphrase is once what repeats is counted less. The rules that decide are main's
 * (identityManagement.checkPassphrase).
 */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length < LEAST) return 0;
  const words = new Set(
    passphrase
      .toLowerCase()
      .split(/[\s\-_.,;]+/u)
      .filter((word) => word.length > 1),
  );
  const different = new Set(characters.map((character) => character.toLowerCase())).size;
  const counted = Math.min(characters.length, different * 2) + (words.size >= 4 ? 6 : 0);
  if (different < 6) return 1;
  if (counted < 18) return 2;
  if (counted < 26) return 3;
  return 4;
}
