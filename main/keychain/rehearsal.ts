import { randomBytes } from 'node:crypto';
import { loadKeytar, SERVICE, firstLine, whyNotLoaded, type Keytar } from './keytar.js';

/**
 * Tries out a keychain before it is trusted: an account that never was must be empty, and a throw-away secret must come
 * back as it was put in, and go. Answers why it cannot be used; undefined when it can. Never throws.
 */
export async function rehearse(load: () => Promise<Keytar> = loadKeytar): Promise<string | undefined> {
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return whyNotLoaded(error);
  }
  try {
    return await tryOut(keytar);
  } catch (error) {
    return firstLine(error);
  }
}

async function tryOut(keytar: Keytar): Promise<string | undefined> {
  const [never, account] = [probeAccount(), probeAccount()];
  const secret = randomBytes(16).toString('hex');
  if ((await keytar.getPassword(SERVICE, never)) !== null) return 'it answers for an account that never was';
  await keytar.setPassword(SERVICE, account, secret);
  let back: string | null = null;
  let removed = false;
  try {
    back = await keytar.getPassword(SERVICE, account);
  } finally {
    removed = await keytar.deletePassword(SERVICE, account);
  }
  if (back !== secret) return 'it did not give back what was put in';
  return removed ? undefined : 'it did not remove what it was told to';
}

/** Random, so that two processes that try out at once do not meet. */
function probeAccount(): string {
  return `probe-${randomBytes(8).toString('hex')}`;
}
