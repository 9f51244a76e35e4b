import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { stepsOf } from '../../../main/ceremonies/index.js';
import type { StepKind } from '../../../shared/domain/ceremony/steps.js';
import { planOf } from '../../support/ceremony.js';
import { keysReadAloud, practiceKekPem, recordLinesOf } from '../../support/ceremony-files.js';
import { openedByOpenssl } from '../../support/witness.js';
import { PATIENCE_MS, SEED, someOf } from '../../resilience/support/how-many.js';
import { AtTerminal, needsTerminal } from './pty.js';
import { Cli, CliProcess, UNLOCK } from './support.js';

vi.setConfig({ testTimeout: PATIENCE_MS * 5 });

/** `npm test` plays so many of the power losses, another one every day; `npm run faults` all of them. */
const SAMPLE = 2;

const DAY_MS = 86_400_000;
const PLAN = planOf('generate-and-wrap', {
  id: 'killed',
  date: new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10),
});

/** When the power goes: a step is asked for, so many milliseconds after its answer, or as soon as its journal or its file is touched. */
type Moment = 'asked' | number | 'journal' | 'file';

function momentsOf(kind: StepKind, at: number): readonly Moment[] {
  switch (kind) {
    case 'generate':
      return [2, 'journal'];
    case 'read-kek':
      return ['journal'];
    case 'wrap':
    case 'export':
    case 'attest':
      return [2, 'file'];
    default:
      return [(['asked', 0, 'journal', 5] as const)[at % 4] ?? 'asked'];
  }
}

const QUESTION =
  /STEP (\d+) of|CONFIRM: $|Who does it .*\? $|press Enter\. $|its path\): $|press Enter\): $|you see: $|09:30: $|was read: $|(\w+): yes, or why not\? $|q leaves: $|anew\): $|decided: $|By whom: $|left behind: $|Enter later: $/;

function answerTo(question: string, screen: string): string {
  const step = screen.slice(screen.lastIndexOf('STEP '));
  if (question.includes('CONFIRM')) return 'CONFIRM';
  if (question.startsWith('Who')) return '1';
  if (question.startsWith('its path')) return 'kek.json';
  if (question.startsWith('you see')) return /Expected +(.+)\n/.exec(step)?.[1] ?? '';
  if (question.startsWith('09:30')) return new Date().toISOString().slice(11, 16);
  if (question.startsWith('was read')) return /([A-Za-z]+)\n\n\(! at any question/.exec(step)?.[1] ?? '';
  if (question.includes('why not')) return 'yes';
  if (question.startsWith('decided') || question.startsWith('By whom')) return 'Ada goes on';
  return question.startsWith('left behind') ? 'g' : '';
}

/** After these a step is done. */
const isLast = (question: string, name: string | undefined): boolean =>
  name === undefined ? !/^Who|^its path/.test(question) : name === PLAN.people.at(-1)?.name;

interface Room {
  readonly cli: Cli;
  readonly outputs: string;
}

/** Answers at the terminal until the power goes at the next moment that is due, or the ceremony is over. */
async function sit({ cli, outputs }: Room, due: Map<number, Moment[]>): Promise<'killed' | 'over'> {
  const where = { cwd: cli.home, dataFolder: cli.dataFolder };
  const terminal = new AtTerminal([...UNLOCK, 'ceremony', 'run', 'plan.json', '--out', 'outputs'], where);
  let step = 0;
  let moment: Moment | undefined;
  const power = { off: false };
  const kill = (): void => {
    if (!power.off) terminal.kill();
    power.off = true;
  };
  const journal = watch(cli.dataFolder, (_, name) => {
    if (moment === 'journal' && name !== 'lock.json') kill();
  });
  const files = watch(outputs, () => {
    if (moment === 'file') kill();
  });
  try {
    for (;;) {
      const asked = await terminal.next(QUESTION);
      if (!asked) break;
      const [question, number, name] = asked;
      if (terminal.screen.includes('is not the word')) throw new Error(terminal.screen);
      if (number !== undefined) {
        // What was waited for did not come: the step was done meanwhile, and that is a moment too.
        if (moment !== undefined && Number(number) !== step) kill();
        step = Number(number);
        continue;
      }
      if (isLast(question, name)) moment = due.get(step)?.shift();
      if (moment === 'asked') kill();
      terminal.type(`${answerTo(question, terminal.screen)}\r`);
      if (typeof moment !== 'number') continue;
      await delay(moment);
      kill();
    }
  } finally {
    journal.close();
    files.close();
  }
  const code = await terminal.ended;
  if (!power.off) expect(code, terminal.screen).toBe(0);
  return power.off ? 'killed' : 'over';
}

const inodes = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder).map((name) => {
      const { ino, mtimeMs } = statSync(join(folder, name));
      return [name, `${ino} ${mtimeMs}`];
    }),
  );

test('the program is killed at every step of a ceremony and started again: a whole record, every key and file made once', async (context) => {
  needsTerminal(context);
  const cli = new Cli();
  await cli.init();
  cli.file('plan.json', JSON.stringify(PLAN));
  const process = async (...args: readonly string[]): Promise<string> => {
    const ran = await new CliProcess([...UNLOCK, ...args], { cwd: cli.home, dataFolder: cli.dataFolder }).ended;
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return ran.out;
  };
  await process('credential', 'add', 'rehearsal', '--practice');
  const kek = ['--credential', 'rehearsal', '--vault', 'contoso', '--plan', 'plan.json', '--out', 'kek.json'];
  await process('ceremony', 'kek', 'make', ...kek);
  const outputs = join(cli.home, 'outputs');
  mkdirSync(outputs, { mode: 0o700 });

  const steps = stepsOf(PLAN);
  const all = steps.flatMap(({ kind }, at) => momentsOf(kind, at).map((moment) => ({ step: at + 1, moment })));
  const played = someOf(all, SAMPLE);
  const due = new Map(steps.map((_, at) => [at + 1, [] as Moment[]]));
  for (const { step, moment } of played) due.get(step)?.push(moment);
  const first = new Map<string, string>();
  let kills = 0;
  for (; (await sit({ cli, outputs }, due)) === 'killed'; kills += 1) {
    // What a write that was killed leaves aside: half a file.
    if (kills === 0) writeFileSync(join(outputs, `.keyferry-${randomUUID()}`), 'half');
    const record = [...inodes(outputs)].filter(([name]) => !name.includes('record'));
    for (const [name, inode] of record) {
      if (!first.has(name) && !name.startsWith('.')) first.set(name, inode);
      else if (first.has(name)) expect([name, inode], 'written twice').toEqual([name, first.get(name)]);
    }
  }
  // A second moment of a step is not reached where the first one came after all was done.
  expect(kills, `with the seed ${SEED}`).toBeGreaterThanOrEqual(new Set(played.map(({ step }) => step)).size);

  const names = readdirSync(outputs);
  const recordFile = names.find((name) => name.endsWith('.record.jsonl')) ?? '';
  const lines = recordLinesOf(readFileSync(join(outputs, recordFile), 'utf8'));
  const verify = ['ceremony', 'verify', join('outputs', recordFile), '--plan', 'plan.json', '--outputs', 'outputs'];
  expect(await process(...verify)).toMatch(
    /^The record is whole: .*, completed\.[\s\S]*interrupted and resumed (once|\d+ times?)/,
  );
  const done = lines.filter((line) => line.type === 'step');
  const passed = done.filter(({ result }) => result === 'passed').map(({ kind }) => kind);
  const left = done.filter(({ result }) => result !== 'passed').map(({ kind }) => kind);
  expect([...new Set(left), 'network-off']).toEqual(expect.arrayContaining(left));
  expect(passed).toEqual(steps.map(({ kind }) => kind).filter((kind) => !left.includes(kind)));
  const written = done.flatMap((line) => line.outputs.map(({ file, sha256 }) => [file, sha256] as const));
  expect([...names].sort()).toEqual(
    [...written.map(([file]) => file), recordFile, recordFile.replace('jsonl', 'pdf')].sort(),
  );
  for (const [file, sha256] of written)
    expect([
      file,
      createHash('sha256')
        .update(readFileSync(join(outputs, file)))
        .digest('hex'),
    ]).toEqual([file, sha256]);
  const [byok, ...more] = names.filter((name) => name.endsWith('.byok'));
  expect(more).toEqual([]);
  const spki = openedByOpenssl(join(outputs, byok ?? ''), cli.file('kek.pem', practiceKekPem(cli.dataFolder)));
  const sha256 = createHash('sha256').update(spki).digest('hex');
  expect([...keysReadAloud(lines)]).toEqual([['payroll', sha256]]);
});
