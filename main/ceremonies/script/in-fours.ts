import type { Cell } from './page-table.js';

const SHA256 = /[0-9a-f]{64}/g;

/** A cell of words; where a SHA-256 stands in it, that is read in groups of four. */
export function inFours(text: string, size = 8.5): Cell {
  const grouped = hexInFours(text);
  return grouped === text ? { text, size } : { text: grouped, font: 'mono', size: Math.min(size, 7) };
}

/** The text with every SHA-256 in it in groups of four, so that it is folded between them. */
export function hexInFours(text: string): string {
  return text.replaceAll(SHA256, (hex) => fours(hex));
}

/** `0123 4567 …` */
export function fours(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? hex;
}

/** 32 bytes on two lines of the same length. */
export function inTwoLines(hex: string): string {
  return `${fours(hex.slice(0, 32))}\n${fours(hex.slice(32))}`;
}
