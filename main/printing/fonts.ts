import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** DejaVu: Latin, Greek, Cyrillic, Hebrew, Arabic and more; free to embed. */
const FILES = { regular: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf', mono: 'DejaVuSansMono.ttf' } as const;
export type FontName = keyof typeof FILES;
export const FONT_NAMES = ['regular', 'bold', 'mono'] as const satisfies readonly FontName[];

const resolve = createRequire(import.meta.url).resolve;

/** The bytes of a font. */
export function fontBytes(name: FontName): Buffer {
  return readFileSync(resolve(`dejavu-fonts-ttf/ttf/${FILES[name]}`));
}
