import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordFileName, selfHash, type CeremonyRun } from '../../main/ceremonies/index.js';
import { fingerprints, openTransferBlob, parseTransferBlob, spkiFromPkcs8 } from '../../main/crypto/index.js';
import { compareClock } from '../../main/ceremonies/run/looks.js';
import { CEREMONY_KINDS, type CeremonyKind } from '../../shared/domain/ceremony/plan.js';
import { recordLine, type RecordLine } from '../../shared/domain/ceremony/record.js';
import { runView } from '../../shared/domain/ceremony/view.js';
import { CABLE, CeremonyRoom, kekFile, planOf, rightAnswer, walk } from '../support/ceremony.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';

async function openRoom(): Promise<CeremonyRoom> {
  const room = new CeremonyRoom();
  await room.open();
  return room;
}

const linesOf = (run: CeremonyRun): RecordLine[] => run.lines.map((line) => recordLine.parse(JSON.parse(line)));
const SHEET = { expected: 'Quiet', happened: 'A door bell', decided: 'We go on', by: 'Ada' } as const;

/** Files of an escrow ceremony, for a recovery. */
async function escrowFiles(): Promise<string> {
  const room = await openRoom();
  await walk(room.begin(planOf('generate-and-escrow')), room);
  return room.out;
}

const filesFor = (kind: CeremonyKind): Promise<string | undefined> =>
  kind === 'recover-from-escrow' ? escrowFiles() : Promise.resolve(undefined);

describe('a ceremony', () => {
  test.each(CEREMONY_KINDS)('of kind %s goes from its first step to a signed record', async (kind) => {
    const room = await openRoom();
    const files = await filesFor(kind);
    const run = room.begin(planOf(kind));
    const view = await walk(run, room, files === undefined ? {} : { files });
    expect(runView.parse(view)).toMatchObject({ state: 'completed', record: { signatures: [{ as: 'workstation' }] } });
    expect(readFileSync(join(room.out, recordFileName(run.plan)), 'utf8')).toBe(run.record());
    for (const { file, sha256, size } of view.outputs) {
      const bytes = readFileSync(join(room.out, file));
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256]);
    }
    const events = room.store.all("SELECT event FROM log_event WHERE event LIKE 'ceremony-%'");
    expect(events.map(({ event }) => event)).toEqual(['ceremony-begun', 'ceremony-ended']);
    expect(room.ceremonies.list()).toMatchObject([{ id: '2026-payroll', state: 'completed', sheets: 0 }]);
  });

  test('that is wrapped gives a blob of exactly the key that was read aloud', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room);
    const blob = must(
      openTransferBlob(must(parseTransferBlob(readFileSync(join(room.out, 'payroll.byok')))), fixtureKek(2048).pkcs8),
    );
    const { spkiSha256 } = must(fingerprints(must(spkiFromPkcs8(blob))));
    const aloud = linesOf(run).find(
      (line) => line.type === 'step' && line.kind === 'read-aloud' && line.group === 'payroll',
    );
    expect(JSON.stringify(aloud)).toContain(spkiSha256);
  });

  test.each(CEREMONY_KINDS)(
    'of kind %s survives a power loss before and after every commit: nothing is done twice, the record is whole',
    async (kind) => {
      const files = await filesFor(kind);
      const room = new CeremonyRoom();
      const plan = planOf(kind);
      let calm = false;
      let cuts = 0;
      let next: 'before' | 'after' = 'before';
      room.onCommit = (when) => {
        if (calm || when !== next) return;
        next = next === 'before' ? 'after' : 'before';
        cuts += 1;
        throw new PowerLoss();
      };
      const open = async (): Promise<CeremonyRun> => {
        for (;;) {
          try {
            // Migrations and the line of the resumption are no steps of the ceremony.
            calm = true;
            await room.open();
            calm = room.ceremonies.list().length > 0;
            return room.begin(plan);
          } catch (error) {
            if (!(error instanceof PowerLoss)) throw error;
          } finally {
            calm = false;
          }
        }
      };
      let run = await open();
      for (let view = run.current(); view.step; view = run.current()) {
        const input = rightAnswer(view.step, room, (name) => readFileSync(join(files ?? room.out, name)));
        try {
          must(await run.act(input, view.step.who[0] ?? ''));
        } catch (error) {
          if (!(error instanceof PowerLoss)) throw error;
          run = await open();
        }
      }
      const steps = linesOf(run).filter((line) => line.type === 'step');
      const total = room.ceremonies.list()[0]?.total ?? 0;
      expect(steps.map((line) => line.step)).toEqual(Array.from({ length: total }, (_, at) => at + 1));
      expect(cuts).toBe(2 * (total + 1));
      expect(linesOf(run).at(-1)).toMatchObject({ type: 'end', result: 'completed' });
      const written = steps.flatMap((line) => line.outputs.map(({ file }) => file));
      expect(readdirSync(room.out).sort()).toEqual([...written, recordFileName(plan)].sort());
      expect(readFileSync(join(room.out, recordFileName(plan)), 'utf8')).toBe(run.record());
    },
  );
});

test('shares that are on their sheets are not in the store any more, nor in its journal', async () => {
  const room = await openRoom();
  const run = room.begin(planOf('generate-and-escrow'));
  for (let view = run.current(); view.step; view = run.current()) {
    const input = rightAnswer(view.step, room, (name) => readFileSync(join(room.out, name)));
    must(await run.act(input, view.step.who[0] ?? ''));
  }
  const sheets = readdirSync(room.out).filter((name) => name.startsWith('share-'));
  expect(sheets).toHaveLength(3);
  const image = Buffer.from(room.store.image());
  for (const name of sheets) expect(image.includes(readFileSync(join(room.out, name)))).toBe(false);
  expect(room.store.all('SELECT file FROM ceremony_output WHERE secret = 1 AND bytes IS NOT NULL')).toEqual([]);
});

class PowerLoss extends Error {}

describe('what goes wrong in a ceremony', () => {
  test('a wrong word, a wrong person, a wrong kind of answer is not recorded', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    expect(mustFail(await run.act({ kind: 'word', word: 'confirmed' }, 'Ada')).code).toBe('wrong-word');
    expect(mustFail(await run.act({ kind: 'word', word: 'CONFIRM' }, 'Olga')).code).toBe('not-the-actor');
    expect(mustFail(await run.act({ kind: 'go' }, 'Ada')).code).toBe('wrong-answer');
    expect(run.lines).toHaveLength(1);
    must(await run.act({ kind: 'word', word: ' confirm ' }, 'Ada'));
    expect(run.lines).toHaveLength(2);
  });

  test('a step that differs waits for a sheet; then it is done again, or left behind', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room, { upTo: 'observe' });
    must(await run.act({ kind: 'text', text: 'PF-0000' }, 'Walt'));
    const { step } = run.current();
    expect(step?.waiting).toMatchObject({
      result: 'differs',
      may: ['go-on', 'repeat'],
      draft: { expected: 'PF-4711' },
    });
    expect(mustFail(await run.act({ kind: 'text', text: 'PF-4711' }, 'Walt')).code).toBe('sheet-needed');
    expect(mustFail(run.exception(SHEET)).code).toBe('then-needed');
    must(run.exception({ ...SHEET, then: 'repeat' }));
    must(await run.act({ kind: 'differs', seen: 'The label is gone' }, 'Walt'));
    must(run.exception({ ...SHEET, then: 'go-on' }));
    expect(run.current().step?.kind).toBe('clock-check');
    must(run.exception(SHEET));
    const sheets = linesOf(run).filter((line) => line.type === 'exception');
    expect(sheets.map(({ sheet, then, step: at }) => [sheet, then, at])).toEqual([
      [1, 'repeat', 3],
      [2, 'go-on', 3],
      [3, 'note', 4],
    ]);
    expect(room.store.all("SELECT 1 FROM log_event WHERE event = 'ceremony-exception'")).toHaveLength(3);
    expect((await walk(run, room)).state).toBe('completed');
  });

  test('work that fails is recorded, cannot be left behind, and can be done again', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room, { upTo: 'read-kek' });
    const wrong = kekFile({ vault: 'fabrikam' });
    must(await run.act({ kind: 'file', name: 'kek.json', bytes: wrong }, 'Olga'));
    expect(run.current().step?.waiting).toMatchObject({ result: 'failed', may: ['repeat'] });
    expect(mustFail(run.exception({ ...SHEET, then: 'go-on' })).code).toBe('may-not-go-on');
    must(run.exception({ ...SHEET, then: 'repeat' }));
    const last = linesOf(run)
      .filter((line) => line.type === 'step')
      .at(-1);
    expect(JSON.stringify(last)).toContain('KEK is of another vault');
    expect((await walk(run, room)).state).toBe('completed');
  });

  test('a real KEK in a rehearsal is refused', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room, { upTo: 'read-kek' });
    must(await run.act({ kind: 'file', name: 'kek.json', bytes: kekFile({ practice: false }) }, 'Olga'));
    expect(run.lines.at(-1)).toContain('practice-mixed');
  });

  test.each([
    ['PRACTICE', 'differs', ['go-on', 'repeat']],
    ['PRODUCTION', 'failed', ['repeat']],
  ] as const)('with the network on, %s: %s', async (mode, result, may) => {
    const room = await openRoom();
    const run = room.begin(planOf('generate-and-escrow', { mode }));
    await walk(run, room, { upTo: 'network-off' });
    room.interfaces = CABLE;
    expect(run.current().step?.facts).toContainEqual({
      name: 'Interface eth0',
      value: 'UP: 10.0.0.7 (02:00:00:00:00:07)',
    });
    must(await run.act({ kind: 'go' }, 'Ada'));
    expect(run.current().step?.waiting).toMatchObject({ result, may });
  });

  test('it can be aborted at any moment, also in the middle of a failure, and not twice', async () => {
    for (const result of ['aborted', 'failed'] as const) {
      const room = await openRoom();
      const run = room.begin(planOf());
      await walk(run, room, { upTo: 'read-kek' });
      const nonsense = Buffer.from('no kek', 'utf8');
      if (result === 'failed') must(await run.act({ kind: 'file', name: 'x', bytes: nonsense }, 'Olga'));
      expect(mustFail(run.abort(' ')).code).toBe('bad-input');
      expect(must(run.abort('The fire alarm rang'))).toMatchObject({ state: result, record: {} });
      expect(mustFail(run.abort('again')).code).toBe('ceremony-ended');
      expect(mustFail(await run.act({ kind: 'go' }, 'Ada')).code).toBe('ceremony-ended');
      expect(existsSync(join(room.out, recordFileName(run.plan)))).toBe(true);
    }
  });

  test('everybody answers at the end; not to agree is an answer, and says why', async () => {
    const room = await openRoom();
    const run = room.begin(planOf('destroy'));
    await walk(run, room, { upTo: 'attest' });
    const all = ['Ada', 'Olga', 'Walt', 'Wendy'].map((name) => ({ name, says: 'agree' as const }));
    expect(mustFail(await run.act({ kind: 'agreements', agreements: all.slice(1) }, 'Ada')).message).toMatch(/Ada/);
    const disagree = { name: 'Wendy', says: 'disagree' as const };
    const quiet = [...all.slice(0, 3), disagree];
    expect(mustFail(await run.act({ kind: 'agreements', agreements: quiet }, 'Ada')).message).toMatch(
      /does not say why/,
    );
    const said = [...all.slice(0, 3), { ...disagree, remark: 'I could not see the screen' }];
    must(await run.act({ kind: 'agreements', agreements: said }, 'Ada'));
    expect(run.current().state).toBe('completed');
    expect(run.record()).toContain('does not agree: I could not see the screen');
  });

  test('a plan with problems does not begin, and says all of them', async () => {
    const room = await openRoom();
    mkdirSync(room.out);
    writeFileSync(join(room.out, 'payroll.byok'), 'older');
    const { kek: _, ...plan } = planOf();
    const failure = mustFail(room.ceremonies.open({ plan, sha256: 'x' }, room.out));
    expect(failure).toMatchObject({ code: 'plan-not-ready' });
    expect(failure.message).toMatch(/KEK is missing[\s\S]*not empty/);
    expect(room.ceremonies.list()).toEqual([]);
  });

  test('nothing is resumed with another plan', async () => {
    const room = await openRoom();
    room.begin(planOf());
    const changed = planOf('generate-and-wrap', { place: 'Elsewhere' });
    expect(mustFail(room.ceremonies.open({ plan: changed, sha256: 'other' }, room.out)).code).toBe('plan-changed');
  });

  test('a file that came in the way stops the step before anything is recorded', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room, { upTo: 'wrap' });
    const before = run.lines.length;
    writeFileSync(join(room.out, 'payroll.byok'), 'somebody else');
    expect(mustFail(await run.act({ kind: 'go' }, 'Olga')).code).toBe('file-exists');
    expect(run.lines).toHaveLength(before);
    renameSync(join(room.out, 'payroll.byok'), join(room.folder, 'elsewhere'));
    expect((await walk(run, room)).state).toBe('completed');
  });

  test('outputs that are gone when it is resumed are written again, the same', async () => {
    const room = await openRoom();
    await walk(room.begin(planOf()), room, { upTo: 'export' });
    const bytes = readFileSync(join(room.out, 'payroll.byok'));
    renameSync(room.out, join(room.folder, 'lost'));
    await room.open();
    room.begin(planOf());
    expect(readFileSync(join(room.out, 'payroll.byok')).equals(bytes)).toBe(true);
  });

  test('a step is not done twice at once', async () => {
    const room = await openRoom();
    const run = room.begin(planOf());
    await walk(run, room, { upTo: 'generate' });
    const [first, second] = await Promise.all([run.act({ kind: 'go' }, 'Olga'), run.act({ kind: 'go' }, 'Olga')]);
    expect([first.ok, mustFail(second).code]).toEqual([true, 'ceremony-busy']);
    expect(room.work.made).toBe(1);
  });
});

describe('the clock of the other side', () => {
  const NOW = Date.UTC(2027, 2, 1, 0, 0, 30);
  test.each<[typed: string, differs: boolean]>([
    ['00:00', false],
    ['00:02:30', false],
    ['00:02:31', true],
    ['23:59', false],
    ['2027-03-01 00:01', false],
    ['2027-02-28T23:59:00Z', false],
    ['2026-03-01 00:00', true],
    ['12:00', true],
  ])('%s', (typed, differs) => {
    expect(must(compareClock(typed, NOW)).differs).toBe(differs);
  });

  test.each(['', 'noon', '24:00', '09:60', '9:00', '2027-13-01 09:00'])('"%s" is no time', (typed) => {
    expect(mustFail(compareClock(typed, NOW)).code).toBe('bad-time');
  });
});

test('the hash of the application is the one that sha256sum gives over the list', () => {
  const root = freshFolder();
  for (const folder of ['dist/main/a', 'dist/shared']) mkdirSync(join(root, folder), { recursive: true });
  const files: readonly (readonly [string, string])[] = [
    ['dist/main/a/x.js', 'one'],
    ['dist/main/a-b.js', 'two'],
    ['dist/shared/y.json', 'three'],
    ['dist/main/left-out.tsbuildinfo', 'four'],
    ['package-lock.json', 'five'],
  ];
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  const found = must(selfHash(root));
  const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
  expect(found.manifest).toBe(
    [
      ['dist/main/a-b.js', 'two'],
      ['dist/main/a/x.js', 'one'],
      ['dist/shared/y.json', 'three'],
      ['package-lock.json', 'five'],
    ]
      .map(([path = '', text = '']) => `${sum(text)}  ${path}\n`)
      .join(''),
  );
  expect(found.sha256).toBe(sum(found.manifest));
  expect(mustFail(selfHash(freshFolder())).code).toBe('not-built');
});
