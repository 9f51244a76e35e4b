import type { Cell } from './page-table.js';

/** A cell of words; where a SHA-256 stands in it, that is read in groups of four. */
export function inFours(text: string, size = 8.5): Cell {
  return /[0-9a-f]{64}/.test(text)
    ? { text: text.replaceAll(/[0-9a-f]{64}/g, fours), font: 'mono', size: Math.min(size, 7) }
    : { text, size };
}

/** `0123 4567 …` */
export function fours(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? hex;
}
