import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { ROOT } from '../borders/tree.js';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { notRun } from '../support/not-run.js';
import { stationWithKeys } from '../support/workstation.js';

const page = readFileSync(join(ROOT, 'docs/verify-a-log.md'), 'utf8');

/** The first block of a language on the page. */
function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`The page has no block of ${language}.`);
  return found;
}

/** Why the page cannot be tried on this machine. */
function missing(...programs: readonly string[]): string | undefined {
  const lacking = programs.filter((name) => spawnSync(name, ['-h'], { stdio: 'ignore' }).error !== undefined);
  return lacking.length > 0 ? `${lacking.join(' and ')} not on this machine` : undefined;
}

/** What an auditor has: an export of a real day, its manifest, the key; and the script of the page. */
async function auditorsFolder(filter = {}): Promise<string> {
  const station = await stationWithKeys(1);
  await station.synchronize();
  await station.createKey('prüfung 名前 \\ "x"');
  const { workstation } = station;
  const folder = freshFolder();
  must(
    await workstation.logExports.export({ file: join(folder, 'log.jsonl'), format: 'jsonl', filter, overwrite: false }),
  );
  writeFileSync(join(folder, 'keyferry.vkey'), `${workstation.log.checkpoints?.verifierKey ?? ''}\n`);
  writeFileSync(join(folder, 'verify_log.py'), block('python'));
  return folder;
}

function run(folder: string, key = readFileSync(join(folder, 'keyferry.vkey'), 'utf8').trim()): string {
  const ran = spawnSync('python3', ['verify_log.py', 'log.jsonl', key], { cwd: folder, encoding: 'utf8' });
  return `${ran.status ?? -1} ${ran.stdout}${ran.stderr}`.trim();
}

function tamper(folder: string, change: (rows: string[]) => string[], file = 'log.jsonl'): void {
  const rows = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  writeFileSync(
    join(folder, file),
    change(rows)
      .map((row) => `${row}\n`)
      .join(''),
  );
}

describe('docs/verify-a-log.md: Python and OpenSSL alone', () => {
  const lacking = (context: TestContext): void => {
    const why = missing('python3', 'openssl');
    if (why !== undefined) notRun(context, why);
  };

  test('find the export of a real day whole, and a selection', async (context) => {
    lacking(context);
    expect(run(await auditorsFolder())).toMatch(/^0 Whole: \d+ events of keyferry\/[0-9a-f-]{36}$/);
    expect(run(await auditorsFolder({ service: 'Azure Service' }))).toMatch(/^0 Whole: \d+ events of .*, a selection$/);
  });

  test.for<[string, (rows: string[]) => string[], RegExp]>([
    [
      'altered',
      (rows) => rows.map((row, at) => (at === 4 ? row.replace('"message":"', '"message":"x') : row)),
      /event 5 was altered/,
    ],
    ['missing', (rows) => rows.filter((_, at) => at !== 4), /event 5 is missing/],
    ['exchanged', ([a = '', b = '', ...rest]) => [b, a, ...rest], /event 1 is missing or out of order/],
    ['cut off', (rows) => rows.slice(0, -3), /ends at event \d+, the manifest says/],
  ])('find an export that was %s not whole', async ([, change, says], context) => {
    lacking(context);
    const folder = await auditorsFolder();
    tamper(folder, change);
    const said = run(folder);
    expect(said).toMatch(/^1 NOT WHOLE/);
    expect(said).toMatch(says);
  });

  test('find an altered manifest, and another key', async (context) => {
    lacking(context);
    const folder = await auditorsFolder();
    const other = readFileSync(join(await auditorsFolder(), 'keyferry.vkey'), 'utf8').trim();
    expect(run(folder, other)).toMatch(/^1 NOT WHOLE: the manifest is not signed by this key/);
    tamper(folder, (rows) => rows.map((row) => row.replace(/"rows": \d+/, '"rows": 1')), 'log.jsonl.manifest.json');
    expect(run(folder)).toMatch(/^1 NOT WHOLE: the manifest is not signed by this key/);
  });

  test('the signature of the checkpoint by hand', async (context) => {
    const why = missing('python3', 'openssl', 'xxd', 'base64');
    if (why !== undefined) notRun(context, why);
    const folder = await auditorsFolder();
    const script = block('sh');
    const good = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect([good.status, good.stdout.trim()]).toEqual([0, 'Signature Verified Successfully']);
    const bad = spawnSync('sh', ['-c', script.replace('> note', '| sed 2s/./9/ > note')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(bad.status).not.toBe(0);
  });
});
