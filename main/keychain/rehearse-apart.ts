import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const CHILD = fileURLToPath(new URL('./rehearsal-child.js', import.meta.url));

const answer = z.strictObject({ usable: z.boolean(), why: z.string().optional() });

/**
 * The rehearsal in a process of its own. A Secret Service that does not answer (a D-Bus socket nobody reads, a keyring
 * that asks an empty chair for its password) blocks one of libuv's threads for good, and a process with a blocked
 * thread cannot even exit: `process.exit()` waits for it. A child can be killed, and what libsecret prints stays in it.
 * Answers why the keychain cannot be used; undefined when it can.
 */
export function rehearseApart(patienceMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CHILD],
      { timeout: patienceMs, killSignal: 'SIGKILL', encoding: 'utf8', windowsHide: true },
      (error, stdout) => {
        if (error?.killed) resolve('it does not answer');
        else resolve(reasonIn(stdout));
      },
    );
  });
}

function reasonIn(stdout: string): string | undefined {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return 'trying it out ended without an answer';
  }
  const parsed = answer.safeParse(raw);
  if (!parsed.success) return 'trying it out ended without an answer';
  return parsed.data.usable ? undefined : (parsed.data.why ?? 'no reason was given');
}
