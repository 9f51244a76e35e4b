import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inTheWindow } from '../../main/ipc/window-advice.js';

const MAIN = fileURLToPath(new URL('../../main', import.meta.url));

/** What only somebody at the command line can do something with. */
const COMMANDS = ['credential', 'group', 'key', 'config', 'logs', 'practice-vault', 'keyferry'];
const COMMAND_LINE = new RegExp(
  `\\b(?:${COMMANDS.join('|')}) (?:list|add|update|edit|create|set|show|serve|init)\\b|--[a-z]|[A-Z]{4,}-FILE`,
);

/** Every advice that stands in the rooms and the tools, with the code of its failure. */
function advices(): { readonly code: string; readonly advice: string }[] {
  const files = readdirSync(MAIN, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/^(?:doors|ipc|practice-vault)\//.test(file),
  );
  return files.flatMap((file) => {
    const source = readFileSync(join(MAIN, file), 'utf8');
    return [...source.matchAll(/advice:\s*(?<quote>['"`])(?<advice>.*?)\k<quote>/gs)].map((match) => {
      const before = source.slice(Math.max(0, match.index - 600), match.index);
      const code = [...before.matchAll(/(?:fail\(\s*|code: )'(?<code>[a-z-]+)'/g)].at(-1)?.groups?.['code'];
      // main/keychain/choose.ts hands the code of the keychain on.
      return { code: code ?? 'keychain-unavailable', advice: match.groups?.['advice'] ?? '' };
    });
  });
}

test('advice of the rooms that speaks of the command line is put into words of the window', () => {
  const spoken = advices().filter(({ advice }) => COMMAND_LINE.test(advice));
  expect(spoken.length).toBeGreaterThan(12);
  const said = spoken.map(({ code, advice }) => [code, inTheWindow({ code, message: '', advice }).advice] as const);
  expect(said.filter(([, advice]) => advice === undefined || COMMAND_LINE.test(advice))).toEqual([]);
});

test('advice that helps in the window stays as it is', () => {
  const failure = { code: 'name-taken', message: 'Taken.', advice: 'Each person has a name of their own.' };
  expect(inTheWindow(failure)).toBe(failure);
  expect(inTheWindow({ code: 'x', message: 'No advice.' })).toEqual({ code: 'x', message: 'No advice.' });
});

test('advice for the command line that nobody put into other words is left out', () => {
  const failure = { code: 'brand-new', message: 'Sorry.', advice: 'Try keyferry repair --all.', original: 'Azure.' };
  expect(inTheWindow(failure)).toEqual({ code: 'brand-new', message: 'Sorry.', original: 'Azure.' });
});
