import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WireInput } from '../../shared/contract/index.js';
import { makeEscrow } from '../../main/ceremonies/escrow/escrow-file.js';
import { fingerprints, signerOf } from '../../main/crypto/index.js';
import { SoftwareKeySource } from '../../main/key-sources/index.js';
import { asId } from '../../shared/domain/ids.js';
import { ok } from '../../shared/result.js';
import { readdirSync, readFileSync } from 'node:fs';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import { refusal, TestWindow, value } from '../support/window.js';
import { ADA } from '../support/workstation.js';

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
  const wrong = await ceremonies.sign({ id: 'payroll', by: 'Ada', passphrase: 'not hers', says: 'agree' });
  expect(refusal(wrong)).toMatchObject({
    code: 'login-refused',
    message: 'This is not the passphrase of Ada. Nothing was signed.',
  });
  view = value(await ceremonies.sign({ id: 'payroll', by: 'Ada', passphrase: ADA.passphrase, says: 'agree' }));
  expect(view.record?.signatures.slice(1)).toMatchObject([
    { by: 'Walt', says: 'disagree', on: 'paper' },
    { by: 'Ada', says: 'agree', on: 'key' },
  ]);
  expect(window.crossed.join('')).not.toContain(ADA.passphrase);
  expect(value(await ceremonies.snapshot()).ceremonies).toMatchObject([{ id: 'payroll', folder: out }]);
  expect(refusal(await ceremonies.act({ id: 'payroll', by: 'Ada', input: { kind: 'go' } })).code).toBe(
    'ceremony-ended',
  );

  const name = view.outputs.find(({ file }) => !file.endsWith('.byok'))?.file ?? '';
  const bytes = readFileSync(join(out, name)).toString('base64');
  const shown = value(await ceremonies.readPackage({ bytes }));
  expect(shown).toMatchObject({ ceremony: 'payroll', mode: 'PRACTICE', keys: [{ group: 'payroll', type: 'p-256' }] });
  const word = shown.sha256.words?.at(-1) ?? '';
  const upload = { bytes, credentialId, word, closing: join(folder, 'closing.json') };
  const key = shown.workstationKey.groups ?? '';
  expect(refusal(await ceremonies.upload({ ...upload, word: 'Nonsense', workstationKey: key })).code).toBe(
    'wrong-word',
  );
  expect(refusal(await ceremonies.upload({ ...upload, closing: kek.file, workstationKey: key })).code).toBe(
    'file-exists',
  );
  expect(refusal(await ceremonies.upload({ ...upload, workstationKey: '00'.repeat(32) })).code).toBe(
    'ceremony-other-workstation',
  );
  const done = value(await ceremonies.upload({ ...upload, workstationKey: key }));
  expect(done).toMatchObject({
    keys: [{ group: 'payroll', spkiSha256: shown.keys[0]?.spkiSha256 }],
    kekRemoved: 'purged',
    closing: { file: join(folder, 'closing.json') },
  });
  expect(done.jobs).toHaveLength(1);
  expect(value(await ceremonies.snapshot()).keks.map(({ state }) => state)).toEqual(['purged']);
});

test('a record is verified from its bytes: whole, with another plan, without an output, changed, cut off', async () => {
  const window = await ready();
  const { ceremonies } = window.bridge;
  const out = freshFolder();
  value(await ceremonies.begin({ text: planText(window), folder: out }));
  const ended = value(await ceremonies.abort({ id: 'payroll', why: 'The fire alarm rang.' }));
  const bytes = readFileSync(join(out, ended.record?.file ?? ''));
  const verify = async (record: Buffer, more = {}) =>
    value(await ceremonies.verifyRecord({ record: record.toString('base64'), ...more }));
  const whole = await verify(bytes, { outputs: [] });
  expect(whole).toMatchObject({ sound: true, ceremony: 'payroll', result: 'aborted', findings: [] });
  expect(whole.limits.join()).not.toContain('--');
  expect(await verify(bytes, { plan: planText(window), key: whole.workstationKey })).toMatchObject({ limits: [] });
  const other = planText(window).replace('Vault room', 'Kitchen');
  const kindsOf = ({ findings }: { readonly findings: readonly { readonly kind: string }[] }) =>
    findings.map(({ kind }) => kind);
  expect(kindsOf(await verify(bytes, { plan: other }))).toEqual(['plan-differs']);
  expect(kindsOf(await verify(bytes, { key: 'ab'.repeat(32) }))).toContain('unknown-key');
  expect(kindsOf(await verify(Buffer.from(bytes.toString().replace('fire', 'wire'))))).toContain('signature-wrong');
  expect(kindsOf(await verify(bytes.subarray(0, bytes.indexOf('"type":"end"'))))).toContain('cut-off');
  expect(refusal(await ceremonies.verifyRecord({ record: 'AAAA' })).code).toBe('not-a-record');
  expect(refusal(await ceremonies.verifyRecord({ record: 'AAAA', key: 'abc' })).code).toBe('bad-input');
});

test('a binder is written into a new folder, and never over anything', async () => {
  const window = await ready();
  const { ceremonies } = window.bridge;
  const folder = join(freshFolder(), 'binder');
  value(await ceremonies.begin({ text: planText(window), folder: freshFolder() }));
  value(await ceremonies.abort({ id: 'payroll', why: 'The fire alarm rang.' }));
  const { files } = value(await ceremonies.writeBinder({ id: 'payroll', folder }));
  expect(files.length).toBeGreaterThan(0);
  expect(refusal(await ceremonies.writeBinder({ id: 'payroll', folder })).code).toBe('file-exists');
  expect(refusal(await ceremonies.writeBinder({ id: 'other', folder })).code).toBe('ceremony-not-found');
});

test('shares are tested outside a run: which are fine, which are damaged, and whether they would do', async () => {
  const { bridge, crossed } = await ready();
  const source = new SoftwareKeySource(new Uint8Array(32));
  const id = asId.key('k');
  const { spki, material } = await source.make(id, 'p-256');
  const key = { group: 'payroll', vault: VAULT, type: 'p-256' as const, usages: ['sign' as const], id, material, spki };
  const made = await makeEscrow(
    {
      ...{ ceremony: 'payroll', mode: 'PRACTICE', threshold: 2, holders: ['Bank', 'Notary', 'Board'] },
      keys: [{ ...key, ...must(fingerprints(spki)) }],
      ...{ madeAt: Date.UTC(2027, 0, 1), workstationId: '44444444-4444-4444-8444-444444444444' },
    },
    source,
    signerOf(new Uint8Array(32).fill(7)),
  );
  const { file, texts } = must(made);
  const [one = '', two = ''] = texts;
  const mistyped = two.replace(two[1] ?? '', two[1] === '7' ? '8' : '7');
  const testShares = async (...shares: string[]) =>
    value(await bridge.ceremonies.testShares({ escrowFile: Buffer.from(file).toString('base64'), shares }));
  const tested = await testShares(one, one, mistyped);
  expect(tested).toMatchObject({
    ...{ ceremony: 'payroll', mode: 'PRACTICE', threshold: 2, total: 3, missing: 1 },
    shares: [{ index: 1, holder: 'Bank', again: false }, { index: 1, holder: 'Bank', again: true }, { again: false }],
  });
  expect(tested.shares[2]?.problem).toContain('group 1');
  expect(await testShares(one, two)).toMatchObject({ missing: 0 });
  expect(crossed.join('')).not.toContain(one);
  expect(refusal(await bridge.ceremonies.testShares({ escrowFile: 'AAAA', shares: [one] })).code).not.toBe('bad-input');
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
