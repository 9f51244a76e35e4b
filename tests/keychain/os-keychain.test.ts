import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { freshFolder } from '../support/folders.js';
import { inKeyring, runInSession, unlessMissing } from './session.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CHILD = here('children/use-os-keychain.mjs');

const answer = z.object({ kind: z.string(), reason: z.string(), reading: z.string(), steps: z.unknown() });

/** What every place must answer: nothing, the secret, removed, nothing any more. */
const STEPS = {
  before: { ok: true },
  set: { ok: true },
  after: { ok: true, value: 'a planted secret ~ grüße' },
  removed: { ok: true, value: true },
  again: { ok: true, value: false },
  gone: { ok: true },
};

function inSession(command: string, more: Record<string, string> = {}) {
  const { status, value } = runInSession(command, more);
  return { status, ...answer.parse(value) };
}

const useKeychain = `exec '${process.execPath}' '${CHILD}'`;

describe('the real OS keychain', () => {
  test('gnome-keyring in a private D-Bus session keeps, gives back and removes a secret', async (context) => {
    await unlessMissing(context, ['dbus-run-session', 'gnome-keyring-daemon'], () => {
      const seen = inSession(inKeyring(useKeychain));
      expect(seen).toMatchObject({ status: 0, kind: 'os-keychain', reading: 'ok', steps: STEPS });
    });
  });

  test('without a D-Bus session the sealed store is chosen, with the reason', async (context) => {
    await unlessMissing(context, [], () => {
      const seen = inSession(useKeychain);
      expect(seen).toMatchObject({ status: 0, kind: 'sealed-store', reading: 'keychain-unavailable', steps: STEPS });
      expect(seen.reason).toMatch(/^The operating system's keychain cannot be used: .*D-Bus.*\.$/);
    });
  });

  test('a D-Bus session that never answers neither hangs the choice nor the end of the process', async (context) => {
    await unlessMissing(context, [], async () => {
      const socket = join(freshFolder(), 'dead');
      // Listens and accepts in the kernel; nobody ever reads, since this thread waits for the child.
      const server = createServer().listen(socket);
      onTestFinished(() => void server.close());
      await new Promise((resolve) => server.once('listening', resolve));
      const seen = inSession(useKeychain, { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` });
      expect(seen).toMatchObject({ status: 0, kind: 'sealed-store', reading: 'keychain-unavailable', steps: STEPS });
      expect(seen.reason).toMatch(/does not answer/);
    });
  });
});
