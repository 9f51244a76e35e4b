import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { Surroundings } from './surroundings.js';

type Where = Pick<Surroundings, 'env' | 'platform' | 'home' | 'cwd'>;

/**
 * The data folder: --data-dir, else KEYFERRY_DATA_DIR, else the platform's usual place (XDG Base Directory on Linux).
 * Code `usage`.
 */
export function dataFolder(given: string | undefined, where: Where): Result<string> {
  const named = given ?? where.env['KEYFERRY_DATA_DIR'];
  if (given?.trim() === '')
    return fail('usage', 'The data folder of --data-dir has no name.', { advice: 'Give the path of a folder.' });
  const folder = named ? resolve(where.cwd, expandHome(named, where.home)) : usualFolder(where);
  return isFile(folder)
    ? fail('usage', `${folder} is a file, not a folder.`, { advice: 'Give the path of a folder with --data-dir.' })
    : ok(folder);
}

/** `~/x` as a shell would read it; after the `=` of NAME=FILE most shells leave it as it is. */
export function expandHome(path: string, home: string): string {
  const [first, ...rest] = path.split('/');
  return first === '~' ? join(home, ...rest) : path;
}

function usualFolder({ env, platform, home }: Where): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Keyferry');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Keyferry');
    default: {
      const base = env['XDG_DATA_HOME'];
      // The specification says that a relative path is to be ignored.
      return join(base?.startsWith('/') ? base : join(home, '.local', 'share'), 'keyferry');
    }
  }
}

function isFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false, bigint: false });
  return found !== undefined && !found.isDirectory();
}
