import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../../shared/version.js';
import { fail, ok, type Result } from '../../../shared/result.js';

/** What runs on this machine. */
export interface Application {
  readonly version: string;
  /** SHA-256 (hex) over the manifest; docs/ceremony-plan.md says how others compute it. */
  readonly sha256: string;
}

export interface SelfHash extends Application {
  readonly files: number;
  /** As `sha256sum` prints it: hash, two spaces, path, line feed; sorted by bytes. */
  readonly manifest: string;
}

/**
 * The hash of the program that runs: the built files and the lock file, which pins every package by its hash.
 * Code `not-built` where the built files are not there.
 */
export function selfHash(root = rootOf(fileURLToPath(import.meta.url))): Result<SelfHash> {
  const bundled = join('dist', 'app');
  const here = fileURLToPath(import.meta.url);
  const folders = here.includes(`${sep}${bundled}${sep}`) ? [bundled] : [join('dist', 'main'), join('dist', 'shared')];
  if (!folders.every((folder) => existsSync(join(root, folder)))) {
    return fail('not-built', 'The built files of Keyferry are not where they belong, so there is no hash of them.', {
      advice: 'Install the release again; in a checkout: npm run build.',
    });
  }
  const paths = [...folders.flatMap((folder) => filesBelow(root, folder)), 'package-lock.json']
    .filter((path) => existsSync(join(root, path)))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const manifest = paths.map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}\n`).join('');
  return ok({ version: VERSION, sha256: sha256(manifest), files: paths.length, manifest });
}

/** Paths with slashes on every platform, so that the hash is the same on each. */
function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll(sep, '/').replace(/^\//, ''));
}

function rootOf(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return folder;
  throw new Error('Keyferry has no package.json above it.');
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
