import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDemo, type DemoOptions } from '../../../main/doors/cli/demo/index.js';
import { practiceHttpClient } from '../../../main/practice-vault/index.js';
import { freshFolder } from '../../support/folders.js';
import { makePractice } from '../../support/practice.js';

interface Told {
  readonly exitCode: number;
  readonly text: string;
  readonly outputFolder: string;
  /** Everything that was drawn at random and must stay unseen. */
  readonly secrets: readonly string[];
}

/** Runs the demonstration on a clock that never waits, with KEKs from fixtures. */
async function tell(change: DemoOptions = {}): Promise<Told> {
  const practice = await makePractice();
  const outputFolder = change.outputFolder ?? join(freshFolder(), 'demo-output');
  const [pieces, secrets]: [string[], string[]] = [[], []];
  const exitCode = await runDemo({
    write: (piece) => void pieces.push(piece),
    colour: false,
    outputFolder,
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
  return { exitCode, text: pieces.join(''), outputFolder, secrets };
}

const demoFolders = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('keyferry-demo-'));

describe('the demonstration', () => {
  test('tells the whole job in lines that fit, with figures, and leaves the exported logs', async () => {
    const before = demoFolders();
    const told = await tell();
    const { text, outputFolder } = told;
    expect(told.exitCode, text).toBe(0);
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
    expect(text).toMatch(/all together +[\d.]+ m?s +\d{2,3} +9 chapters/);
    expect(text).toMatch(/comparisons, all equal/);
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(text).not.toMatch(/[^\n\x20-\x7e]/);
    const files = [...text.matchAll(/rows, SHA-256 ([0-9a-f]{64})/g)].map(([, sha256]) => sha256);
    const written = readdirSync(outputFolder).map((name) => readFileSync(join(outputFolder, name)));
    expect(written.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toEqual(files);
    expect(demoFolders()).toEqual(before);
  });

  test('compares fingerprints: what is printed as ours is printed as the one that Azure holds', async () => {
    const { text } = await tell();
    const prints = (who: string): readonly (string | undefined)[] =>
      [...text.matchAll(new RegExp(`^ +${who} +((?:[0-9a-f]{4} ?){16})$`, 'gm'))].map(([, print]) => print);
    expect(prints('ours')).toHaveLength(5);
    expect(prints('Azure')).toEqual(prints('ours'));
  });

  test('shows no passphrase and no client secret, neither on the screen nor in an export', async () => {
    const { text, outputFolder, secrets } = await tell();
    expect(secrets).toHaveLength(3);
    const exported = readdirSync(outputFolder).map((name) => readFileSync(join(outputFolder, name), 'utf8'));
    for (const secret of secrets) for (const place of [text, ...exported]) expect(place).not.toContain(secret);
  });

  test('overwrites no export of an earlier run', async () => {
    const { outputFolder } = await tell();
    const kept = join(outputFolder, 'azure-service-log.txt');
    writeFileSync(kept, 'mine');
    const again = await tell({ outputFolder });
    expect(again.exitCode).toBe(0);
    expect(readFileSync(kept, 'utf8')).toBe('mine');
    expect(readdirSync(outputFolder).sort()).toEqual([
      'azure-service-log-2.txt',
      'azure-service-log.txt',
      'complete-log-2.jsonl',
      'complete-log.jsonl',
    ]);
  });

  test('ends with a sentence and exit code 1 when it is stopped, and removes its folder', async () => {
    const before = demoFolders();
    const { exitCode, text } = await tell({ signal: AbortSignal.abort() });
    expect(exitCode).toBe(1);
    expect(text).toMatch(/The demonstration ends here: it was stopped \(Ctrl-C\)\.\n$/);
    expect(text).not.toContain('The figures');
    expect(demoFolders()).toEqual(before);
  });

  test('says why when the exports cannot be written', async () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    const { exitCode, text } = await tell({ outputFolder: join(file, 'demo-output') });
    expect(exitCode).toBe(1);
    expect(text).toContain('The demonstration ends here: ');
  });
});
