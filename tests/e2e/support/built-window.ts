import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../borders/tree.js';

const LOCK = join(ROOT, 'dist', '.building-the-window');
const STALE_MS = 6 * 60_000;
const LOOK_MS = 200;

interface BuildScript {
  /** Answers undefined, or what went wrong. */
  readonly buildWindow: () => Promise<string | undefined>;
}

let built: Promise<string> | undefined;

/** The folder of the renderer as its sources are now. Test files run beside each other: one builds, the others wait for it. */
export function builtWindow(): Promise<string> {
  return (built ??= build());
}

async function build(): Promise<string> {
  const script = pathToFileURL(join(ROOT, 'scripts', 'lib', 'build-window.mjs')).href;
  const { buildWindow } = (await import(script)) as BuildScript;
  await takeLock();
  try {
    const why = await buildWindow();
    if (why !== undefined) throw new Error(why);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
  return join(ROOT, 'dist', 'app', 'renderer');
}

async function takeLock(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      return;
    } catch {
      if (isStale()) rmSync(LOCK, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

function isStale(): boolean {
  const info = statSync(LOCK, { throwIfNoEntry: false });
  return info !== undefined && Date.now() - info.mtimeMs > STALE_MS;
}
