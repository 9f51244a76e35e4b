import { at } from './root.mjs';
import { resolveConfig, format } from 'prettier';

/** A page of Markdown as prettier wants it. */
export async function prettied(markdown) {
  const config = await resolveConfig(at('package.json'));
  return format(markdown, { ...config, parser: 'markdown' });
}
