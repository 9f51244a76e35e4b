import { clean, fold } from './text.js';

/** Rows under their heads, columns aligned, two spaces between. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => clean(cell).replaceAll('\n', ' ')));
  const widths = head.map((_, column) => Math.max(...all.map((row) => lengthOf(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A fact and what it is, one below the other; long texts are folded beside their label. Empty ones are left out. */
export function facts(rows: readonly (readonly [label: string, value: string])[], width = 80): string {
  const shown = rows.filter(([, value]) => value !== '');
  const indent = Math.max(...shown.map(([label]) => lengthOf(label))) + 2;
  return shown
    .flatMap(([label, value]) =>
      clean(value)
        .split('\n')
        .flatMap((line) => fold(line, Math.max(20, width - indent)))
        .map((line, index) => (index === 0 ? label.padEnd(indent) : ' '.repeat(indent)) + line),
    )
    .join('\n');
}

function lengthOf(text: string): number {
  return [...text].length;
}
