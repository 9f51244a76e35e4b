import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDemo, type DemoOptions } from '../../../main/doors/cli/demo/index.js';
import { practiceHttpClient } from '../../../main/practice-vault/index.js';
import { freshFolder } from '../../support/folders.js';
import { makePractice } from '../../support/practice.js';

interface Told {
  readonly exitCode: number;
  readonly text: string;
  readonly outputFolder: string;
  /** What is left of the temporary data folder. */
  readonly left: readonly string[];
  /** Everything that was drawn at random and must stay unseen. */
  readonly secrets: readonly string[];
}

/** Runs the demonstration in a folder, on a clock that never waits, with KEKs from fixtures. */
async function tell(folder: string, change: DemoOptions = {}): Promise<Told> {
  const practice = await makePractice();
  const outputFolder = change.outputFolder ?? join(folder, 'demo-output');
  const temporaryFolder = join(folder, 'temporary');
  mkdirSync(temporaryFolder);
  const [pieces, secrets]: [string[], string[]] = [[], []];
  const exitCode = await runDemo({
    write: (piece) => void pieces.push(piece),
    colour: false,
    outputFolder,
    temporaryFolder,
    workstation: {
      clock: practice.clock,
      scrypt: { N: 1024, r: 8, p: 1 },
      practice: { httpClient: practiceHttpClient(practice.service), admin: practice.admin },
    },
    randomText: (bytes) => {
      const text = randomBytes(bytes).toString('base64url');
      secrets.push(text);
      return text;
    },
    ...change,
  });
  return { exitCode, text: pieces.join(''), outputFolder, left: readdirSync(temporaryFolder), secrets };
}

const exportsIn = (folder: string): readonly Buffer[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name)));

/** The logs without their manifests. */
const logsIn = (folder: string): readonly Buffer[] =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.manifest.json'))
    .map((name) => readFileSync(join(folder, name)));

describe('the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-test-'));
  let told: Told;
  beforeAll(async () => {
    told = await tell(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('tells the whole job and ends well', () => {
    const { exitCode, text } = told;
    expect(exitCode, text).toBe(0);
    for (const chapter of [
      'First start',
      'Synchronize',
      'Force Rotation',
      'fails on purpose',
      'Delete on Cloud Service',
    ])
      expect(text).toMatch(new RegExp(`^\\d {2}.*${chapter}.*PRACTICE$`, 'm'));
    expect(text).toContain('Successfully synchronized 1 HSM protected key(s).');
    expect(text).toContain('key permission "Import"');
    expect(text).toContain('Versions in the vault: 2 before, 3 after. One more, and not two.');
  });

  test('shows what is refused: one administrator alone, a push without the designated device, a changed log', () => {
    expect(told.text).toContain('Unlocking takes 2 different Admin identities; 1 came.');
    expect(told.text).toContain('This workstation is not the designated device');
    expect(told.text).toMatch(/The chain is whole\. One word changed in a copy of it is noticed at once: event #\d+/);
  });

  test('fits on every terminal, in plain characters', () => {
    expect(told.text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(told.text).not.toMatch(/[^\n\x20-\x7e]/);
  });

  test('gives its figures', () => {
    expect(told.text).toMatch(/Synchronize payroll +[\d.]+ m?s +1\d +succeeded/);
    expect(told.text).toMatch(/all together +[\d.]+ m?s +\d{2,3} +9 chapters/);
    expect(told.text).toContain('9 comparisons, all equal');
  });

  test('compares fingerprints: what is printed as ours is printed as the one that Azure holds', () => {
    const prints = (who: string): readonly (string | undefined)[] =>
      [...told.text.matchAll(new RegExp(`^ +${who} +((?:[0-9a-f]{4} ?){16})$`, 'gm'))].map(([, print]) => print);
    expect(new Set(prints('ours')).size).toBe(5);
    expect(prints('Azure')).toEqual(prints('ours'));
  });

  test('leaves the exported logs, of the SHA-256 that it printed, and nothing else', () => {
    const printed = [...told.text.matchAll(/rows, SHA-256 ([0-9a-f]{64})/g)].map(([, sha256]) => sha256);
    const names = readdirSync(told.outputFolder);
    expect(names.filter((name) => name.endsWith('.manifest.json'))).toHaveLength(2);
    const written = logsIn(told.outputFolder).map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    expect(written).toHaveLength(2);
    expect(written).toEqual(printed);
    expect(told.left).toEqual([]);
  });

  test('shows no passphrase and no client secret, neither on the screen nor in an export', () => {
    expect(told.secrets).toHaveLength(3);
    const places = [told.text, ...exportsIn(told.outputFolder).map(String)];
    for (const secret of told.secrets) for (const place of places) expect(place).not.toContain(secret);
  });
});

describe('the demonstration, where something is in its way,', () => {
  test('overwrites no export of an earlier run', async () => {
    const outputFolder = freshFolder();
    writeFileSync(join(outputFolder, 'azure-service-log.txt'), 'mine');
    const { exitCode } = await tell(freshFolder(), { outputFolder });
    expect(exitCode).toBe(0);
    expect(readFileSync(join(outputFolder, 'azure-service-log.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(outputFolder).sort()).toEqual([
      'azure-service-log-2.txt',
      'azure-service-log-2.txt.manifest.json',
      'azure-service-log.txt',
      'complete-log.jsonl',
      'complete-log.jsonl.manifest.json',
    ]);
  });

  test('ends with a sentence and exit code 1 when it is stopped, and removes its folder', async () => {
    const { exitCode, text, left } = await tell(freshFolder(), { signal: AbortSignal.abort() });
    expect(exitCode).toBe(1);
    expect(text).toMatch(/The demonstration ends here: it was stopped \(Ctrl-C\)\.\n$/);
    expect(text).not.toContain('The figures');
    expect(left).toEqual([]);
  });

  test('says at once when the exports cannot be written', async () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    const { exitCode, text, left } = await tell(freshFolder(), { outputFolder: join(file, 'demo-output') });
    expect(exitCode).toBe(1);
    expect(text).toMatch(/The demonstration ends here: The folder for the exported logs/);
    expect(text).not.toContain('First start');
    expect(left).toEqual([]);
  });
});
