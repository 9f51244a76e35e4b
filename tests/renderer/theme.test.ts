import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('../../renderer/theme/tokens.css', import.meta.url)), 'utf8');

type Tokens = ReadonlyMap<string, string>;

function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']));
}

const light = tokensOf(':root');
const dark = tokensOf(":root:not([data-theme='light'])");
const byHand = tokensOf(":root[data-theme='dark']");

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const channels = (hex.match(/[0-9a-f]{2}/gi) ?? []).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function colour(tokens: Tokens, name: string): string {
  const value = tokens.get(name) ?? '';
  if (!/^#[0-9a-f]{6}$/.test(value)) throw new Error(`${name} is no colour: "${value}"`);
  return value;
}

function contrast(tokens: Tokens, text: string, ground: string): number {
  const [a, b] = [luminance(colour(tokens, text)), luminance(colour(tokens, ground))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ['--ground', '--surface', '--sunken', '--raised', '--hover', '--accent-soft', '--accent-softer'];
type Pair = readonly [string, string];
const onEach = (texts: readonly string[], grounds: readonly string[]): readonly Pair[] =>
  texts.flatMap((text) => grounds.map((ground): Pair => [text, ground]));

const TEXTS: readonly Pair[] = [
  ...onEach(['--text', '--text-soft', '--text-faint', '--accent'], GROUNDS),
  ...onEach(['--good', '--warn', '--bad'], ['--surface', '--ground', '--hover', '--accent-soft']),
  ...['good', 'warn', 'bad'].flatMap((tone) => onEach([`--${tone}`, '--text', '--text-soft'], [`--${tone}-soft`])),
  ...onEach(['--calm'], ['--calm-soft']),
  ...onEach(['--on-accent'], ['--accent-fill', '--accent-fill-hover']),
  ...onEach(['--on-bad'], ['--bad-fill', '--bad-fill-hover']),
  ...onEach(['--on-practice'], ['--practice']),
];
const LINES: readonly Pair[] = onEach(['--line-strong', '--focus'], ['--surface', '--ground', '--raised']);

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, tokens) => {
  test.each(TEXTS)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(LINES)('%s can be seen on %s', (line, ground) => {
    expect(contrast(tokens, line, ground)).toBeGreaterThanOrEqual(3);
  });
});

test('dark by hand is dark by the system', () => {
  expect([...byHand]).toEqual([...dark]);
});

test('dark changes every colour of light', () => {
  const colours = [...light].filter(([, value]) => /^(#|rgb|0 )/.test(value)).map(([name]) => name);
  expect(colours.filter((name) => !dark.has(name))).toEqual([]);
});
