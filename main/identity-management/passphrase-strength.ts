import type { PassphraseHint } from '../../shared/contract/index.js';
import { checkPassphrase } from './passphrase-rules.js';

/** One of the 7776 words of a dice list; a word that somebody made up is worth no more to whoever tries lists of words. */
const WORD_BITS = 12.9;
/** The, and, over: between the others they are guessed along. */
const SMALL_WORD_BITS = 4;
const DIGIT_BITS = 3.3;
const LETTER_BITS = 4.7;
const SIGN_BITS = 6;
/** A letter within a word that has no spaces around: language repeats itself (Shannon). */
const LANGUAGE_BITS = 2;

/** From so many bits on a score is given. */
const SCORES = [
  { from: 75, score: 4, sentence: 'Very strong: more than anybody can try.' },
  { from: 60, score: 3, sentence: 'Strong.' },
  { from: 45, score: 2, sentence: 'Fair. One or two more unrelated words would make it strong.' },
] as const;

/** An estimate of how hard a passphrase is to guess for somebody who tries words and patterns; nothing leaves the machine. */
export function passphraseHint(passphrase: string, name: string): PassphraseHint {
  if (!checkPassphrase(passphrase, name).ok) return { score: 0, sentence: 'Not usable.' };
  const bits = bitsOf(passphrase.normalize('NFKC'));
  const found = SCORES.find(({ from }) => bits >= from);
  return found
    ? { score: found.score, sentence: found.sentence }
    : { score: 1, sentence: 'Weak. Add unrelated words: length helps more than signs do.' };
}

function bitsOf(text: string): number {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  // A word that comes again is no news.
  return [...new Set(words)].reduce((sum, word) => sum + (words.length > 1 ? bitsOfWord(word) : bitsOfMix(word)), 0);
}

function bitsOfWord(word: string): number {
  if (!/^\p{L}+$/u.test(word)) return bitsOfMix(word);
  return word.length < 4 ? SMALL_WORD_BITS : WORD_BITS;
}

/** Letters, digits and signs without spaces: runs of letters count as language, the rest one by one. */
function bitsOfMix(word: string): number {
  let bits = 0;
  for (const [run] of word.matchAll(/\p{L}+|\p{N}|[^\p{L}\p{N}]/gu)) {
    if (/^\p{L}/u.test(run)) bits += run.length > 3 ? run.length * LANGUAGE_BITS : run.length * LETTER_BITS;
    else bits += /^\p{N}/u.test(run) ? DIGIT_BITS : SIGN_BITS;
  }
  return bits;
}
