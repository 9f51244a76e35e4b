import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../borders/tree.js';

/** @electron/fuses finds the fuse wire in a program by this text. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_COUNT = 9;

/** A program that is nothing but a fuse wire: version 1, nine fuses, all as Electron ships most of them ("1"). */
export function stubProgram(fuses = FUSE_COUNT): Buffer {
  const head = Buffer.from([1, fuses]);
  return Buffer.concat([Buffer.from(`stub ${SENTINEL}`), head, Buffer.from('1'.repeat(fuses)), Buffer.alloc(100)]);
}

/** A folder in the shape of Electron's runtime for Linux, with the stub as its program. */
export function stubRuntime(folder: string): string {
  const runtime = join(folder, 'electron-runtime');
  for (const name of ['locales', 'resources']) mkdirSync(join(runtime, name), { recursive: true });
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'))).version;
  writeFileSync(join(runtime, 'electron'), stubProgram(), { mode: 0o755 });
  writeFileSync(join(runtime, 'version'), version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak']) {
    writeFileSync(join(runtime, file), '');
  }
  return runtime;
}

/** The fuses of a program as text, one character each: "1" on, "0" off. */
export function wireOf(program: string): string {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length;
  return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString('latin1');
}
