import { fail, ok, type Result } from '../../shared/result.js';

/** NIST SP 800-63B-4, 3.1.1.2: length decides; no composition rules, no expiry; spaces and paste are welcome. */
const LEAST = 15;
const MOST = 1024;

/** Passphrases of 15 and more characters that turn up first in every leaked list, without spaces and in lower case. */
const COMMON = [
  'passwordpassword',
  'password123456789',
  'passwordpassword1',
  'correcthorsebatterystaple',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'administratoradministrator',
  'letmeinletmeinletmein',
  'iloveyouiloveyou',
  'changemechangeme',
  'welcome123456789',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'tobeornottobethatisthequestion',
  'maytheforcebewithyou',
  'adminadminadmin',
  'keyferrykeyferry',
  'futurexfuturex123',
  'passwordpasswordpassword',
];

/** Accepts a new passphrase, or says why not. Nothing of it stands in the answer. */
export function checkPassphrase(passphrase: string, identityName: string): Result<void> {
  const length = [...passphrase].length;
  if (length < LEAST) {
    return refuse(`The passphrase of ${identityName} has ${length} characters; at least ${LEAST} are needed.`);
  }
  if (length > MOST) return refuse(`The passphrase of ${identityName} has more than ${MOST} characters.`);
  const plain = passphrase.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');
  if (COMMON.includes(plain)) {
    return refuse(
      `The passphrase of ${identityName} is on the list of common ones: it is among the first that anybody tries.`,
    );
  }
  if (new Set(plain).size < 6) {
    return refuse(`The passphrase of ${identityName} repeats the same few characters.`);
  }
  if (isRun(plain))
    return refuse(`The passphrase of ${identityName} is a plain run of characters such as abcdef or 123456.`);
  const withoutName = plain.replaceAll(identityName.toLowerCase().replaceAll(/\s/gu, ''), '');
  if (withoutName.length < 8)
    return refuse(`The passphrase of ${identityName} is little more than the identity's own name.`);
  return ok(undefined);
}

function isRun(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) === 1) steps += 1;
  }
  return steps >= text.length - 3;
}

function refuse(message: string): Result<never> {
  return fail('passphrase-refused', message, {
    advice: `Use a sentence of several unrelated words, ${LEAST} characters or more; spaces are welcome.`,
  });
}
