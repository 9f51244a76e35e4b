import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../borders/tree.js';

/** Loads a script: they are plain JavaScript, so that they run before anything is installed; their types are told here. */
export async function script<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(ROOT, 'scripts', ...path.split('/'))).href)) as T;
}
