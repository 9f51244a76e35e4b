import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The names that .gitignore keeps out of the repository's top level. */
export function ignoredNames(): ReadonlySet<string> {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return new Set(lines.map((line) => line.trim().replace(/^\//, '').replace(/\/$/, '')).filter(Boolean));
}

/** Every file of our own, as a path from the root with forward slashes. */
export function ownFiles(): readonly string[] {
  const ignored = ignoredNames();
  const below = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !ignored.has(name) && name !== '.git')
      .flatMap((entry) => (entry.isDirectory() ? below(join(folder, entry.name)) : [join(folder, entry.name)]));
  return below(ROOT).map((path) => relative(ROOT, path).replaceAll('\\', '/'));
}
