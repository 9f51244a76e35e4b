import { existsSync, readFileSync } from 'node:fs';
import { at } from './root.mjs';

/**
 * Where Electron's runtime is, as its own package would find it, without loading that package: loading it starts a
 * download. Answers { program, version }, or { why } as the middle of a sentence.
 */
export function electronRuntime(folder = at('node_modules', 'electron')) {
  const wanted = readJson(`${folder}/package.json`)?.version;
  if (!wanted) return { why: "Electron's package is not installed" };
  const name = read(`${folder}/path.txt`)?.trim();
  const program = name ? `${folder}/dist/${name}` : undefined;
  if (!program || !existsSync(program)) return { why: "Electron's runtime was not downloaded" };
  const found = read(`${folder}/dist/version`)?.trim().replace(/^v/, '');
  if (found !== wanted) return { why: `Electron's runtime is ${found ?? 'of no version'}, and ${wanted} is needed` };
  return { program, version: found };
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  const text = read(path);
  return text === undefined ? undefined : JSON.parse(text);
}
