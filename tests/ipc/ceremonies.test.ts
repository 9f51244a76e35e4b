import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WireInput } from '../../shared/contract/index.js';
import { ok } from '../../shared/result.js';
import { readdirSync, readFileSync } from 'node:fs';
import { freshFolder } from '../support/folders.js';
import { VAULT } from '../support/practice.js';
import { refusal, TestWindow, value } from '../support/window.js';

const ready = () =>
  TestWindow.ready({
    interfaces: () => ({}),
    application: () => ok({ version: '0.0.0', sha256: '0123456789abcdef'.repeat(4) }),
  });

function planText(window: TestWindow): string {
  return JSON.stringify({
    format: 'keyferry-ceremony-plan-1',
    id: 'payroll',
    kind: 'generate-and-wrap',
    mode: 'PRACTICE',
    purpose: 'The key of the payroll database',
    place: 'Vault room',
    date: new Date(window.clock.now()).toISOString().slice(0, 10),
    people: [
      { name: 'Ada', role: 'leader' },
      { name: 'Walt', role: 'witness' },
    ],
    keys: [{ group: 'payroll', type: 'p-256', vault: VAULT }],
    kek: { vault: VAULT },
  });
}

test('a starting plan says what is missing; it is filled in by form until nothing is', async () => {
  const { bridge } = await ready();
  const { text } = value(await bridge.ceremonies.newPlan({ kind: 'generate-and-wrap', mode: 'PRACTICE' }));
  const begun = value(await bridge.ceremonies.checkPlan({ text }));
  expect(begun.plan).toBeUndefined();
  expect(begun.findings).toContainEqual({
    ...{ weight: 'problem', path: ['people', 0, 'name'] },
    ...{ message: 'people, number 1, name: It may not be empty.', brief: 'It may not be empty.', isEmpty: true },
  });
  const { draft } = begun;
  if (!draft) throw new Error('The plan cannot be shown in a form.');
  const filled = {
    ...draft,
    ...{ purpose: 'The key of the payroll database', place: 'Vault room' },
    people: draft.people.map((person, at) => ({ ...person, name: ['Ada', 'Olga', 'Walt', 'Wendy'][at] ?? '' })),
    keys: draft.keys.map((key) => ({ ...key, group: 'payroll', vault: VAULT })),
    kek: { ...draft.kek, vault: VAULT },
  };
  const edited = value(await bridge.ceremonies.editPlan({ text, draft: filled }));
  expect(edited.lost).toEqual([]);
  expect(edited.text).toContain('# names the ceremony');
  const done = value(await bridge.ceremonies.checkPlan({ text: edited.text }));
  expect(done.findings.filter(({ weight }) => weight === 'problem')).toEqual([]);
  expect(done.plan?.people).toContain('Ada (leader)');
  expect(refusal(await bridge.ceremonies.editPlan({ text: 'people: 7', draft })).code).toBe('plan-not-for-form');
});

test('a rehearsal goes from the KEK package to versions in the practice vault, through the window', async () => {
  const window = await ready();
  const { ceremonies } = window.bridge;
  const folder = freshFolder();
  const credentialId = (await window.credential()).id;
  const kek = value(
    await ceremonies.makeKek({
      credentialId,
      vault: VAULT,
      valid: '14d',
      file: join(folder, 'kek.json'),
      overwrite: false,
    }),
  );
  const out = join(folder, 'out');
  let view = value(await ceremonies.begin({ text: planText(window), folder: out }));
  while (view.step) {
    const { ask, who, readAloud } = view.step;
    const input: WireInput =
      ask.kind === 'word'
        ? { kind: 'word', word: readAloud.at(-1)?.words?.at(-1) ?? ask.word }
        : ask.kind === 'text'
          ? { kind: 'text', text: new Date(window.clock.now()).toISOString().slice(11, 19) }
          : ask.kind === 'file'
            ? { kind: 'file', name: 'kek.json', bytes: readFileSync(kek.file).toString('base64') }
            : ask.kind === 'agreements'
              ? { kind: 'agreements', agreements: ask.people.map((name) => ({ name, says: 'agree' as const })) }
              : { kind: 'go' };
    view = value(await ceremonies.act({ id: 'payroll', by: who[0] ?? '', input }));
    if (view.step?.waiting) throw new Error(view.step.waiting.draft.happened);
  }
  expect(view).toMatchObject({ state: 'completed', sheets: 0, people: ['Ada', 'Walt'] });
  const names = readdirSync(out);
  expect(names).toHaveLength(3);
  for (const one of names) expect(one).toMatch(/^PRACTICE-/);
  value(await ceremonies.signedOnPaper({ id: 'payroll', by: 'Walt', says: 'disagree', remark: 'The room was loud.' }));
  expect(refusal(await ceremonies.act({ id: 'payroll', by: 'Ada', input: { kind: 'go' } })).code).toBe(
    'ceremony-ended',
  );

  const name = view.outputs.find(({ file }) => !file.endsWith('.byok'))?.file ?? '';
  const bytes = readFileSync(join(out, name)).toString('base64');
  const shown = value(await ceremonies.readPackage({ bytes }));
  expect(shown).toMatchObject({ ceremony: 'payroll', mode: 'PRACTICE', keys: [{ group: 'payroll', type: 'p-256' }] });
  const upload = { bytes, credentialId, closing: join(folder, 'closing.json') };
  expect(refusal(await ceremonies.upload({ ...upload, workstationKey: '00'.repeat(32) })).code).toBe(
    'ceremony-other-workstation',
  );
  const done = value(await ceremonies.upload({ ...upload, workstationKey: shown.workstationKey.groups ?? '' }));
  expect(done).toMatchObject({ keys: [{ group: 'payroll' }], closing: { file: join(folder, 'closing.json') } });
  expect(value(await ceremonies.snapshot()).keks.map(({ state }) => state)).toEqual(['purged']);
});

test('a run that was interrupted is resumed where it stood, and can be aborted', async () => {
  const window = await ready();
  const { ceremonies } = window.bridge;
  const folder = freshFolder();
  value(await ceremonies.begin({ text: planText(window), folder }));
  value(await ceremonies.act({ id: 'payroll', by: 'Ada', input: { kind: 'word', word: 'CONFIRM' } }));
  expect(value(await ceremonies.resume({ id: 'payroll', folder })).step?.number).toBe(2);
  expect(refusal(await ceremonies.current({ id: 'other' })).code).toBe('run-not-open');
  expect(value(await ceremonies.abort({ id: 'payroll', why: 'The fire alarm rang.' })).state).toBe('aborted');
});
