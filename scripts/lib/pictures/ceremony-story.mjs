import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINS, OTHERS } from './station.mjs';
import { firstStart } from './story.mjs';

const VAULT = 'contoso-hsm';
const [{ name: LEADER }, { name: WITNESS }] = ADMINS;
const HOLDERS = ['Hal Reyes', 'Hana Sato', 'Hugo Lind'];

/** Ceremonies of every kind at the steps that are photographed: they are opened from the list, as after a pause. */
export async function tellCeremonies(station) {
  const { folder } = station;
  await firstStart(station);
  const credential = await station.call('identityManagement.addPracticeCredential', { name: 'Contoso rehearsal' });
  const file = join(folder, 'kek.json');
  const ask = { credentialId: credential.id, vault: VAULT, valid: '14d', file, overwrite: false };
  await station.call('ceremonies.makeKek', ask);
  const kek = readFileSync(file).toString('base64');
  const brought = { kek, time: () => new Date(station.clock.now()).toISOString().slice(11, 16) };
  mkdirSync(join(folder, 'out'));
  const until = (id, plan, step) => hold(station, planOf(station, { id, ...plan }), { ...brought, until: step });

  await until('2027-03-waiting', {}, 'network-off');
  await act(station, '2027-03-waiting', { kind: 'go' });
  await until('2027-03-file', {}, 'read-kek');
  await until('2027-03-read-aloud', {}, 'read-aloud');
  await until('2027-03-agree', {}, 'attest');
  const escrow = { threshold: 2, holders: HOLDERS };
  const people = HOLDERS.map((name) => ({ name, role: 'holder' }));
  await until('2027-02-escrow', { kind: 'generate-and-escrow', escrow, people }, 'share-test');
  await until('2027-02-recover', { kind: 'recover-from-escrow', escrow, people, recovery: 'prove-only' }, 'recover');
  await until('2027-01-completed', {}, 'end');
  const sign = { id: '2027-01-completed', by: LEADER, passphrase: ADMINS[0].passphrase, says: 'agree' };
  await station.call('ceremonies.sign', sign);
}

function planOf(station, { people = [], ...change }) {
  return {
    format: 'keyferry-ceremony-plan-1',
    kind: 'generate-and-wrap',
    mode: 'PRACTICE',
    purpose: 'The key that protects the payroll database',
    place: 'Vault room, third floor',
    date: new Date(station.clock.now()).toISOString().slice(0, 10),
    keys: [{ group: 'payroll', type: 'p-256', vault: VAULT }],
    ...(change.kind === undefined ? { kek: { vault: VAULT } } : {}),
    ...change,
    people: [
      { name: LEADER, role: 'leader', organisation: 'Contoso' },
      { name: WITNESS, role: 'witness', organisation: 'Contoso' },
      { name: OTHERS.auditor.name, role: 'witness', organisation: 'Independent Auditors' },
      ...people,
    ],
  };
}

async function act(station, id, input) {
  const { step } = await station.call('ceremonies.current', { id });
  return station.call('ceremonies.act', { id, by: step.who[0], input });
}

/** Answers step after step until one of that kind, the last read-aloud of which is the first that counts. */
async function hold(station, plan, { until, kek, time }) {
  const { id } = plan;
  const folder = join(station.folder, 'out', id);
  let view = await station.call('ceremonies.begin', { text: JSON.stringify(plan), folder });
  while (view.step && view.step.kind !== until) {
    if (view.step.waiting) {
      const [by] = view.people;
      const decided = 'A rehearsal on a machine with a network.';
      const sheet = { ...view.step.waiting.draft, decided, by, then: 'go-on' };
      view = await station.call('ceremonies.exception', { id, sheet });
    } else view = await act(station, id, answerTo(view.step, { kek, time }));
  }
}

function answerTo({ ask, expected }, { kek, time }) {
  switch (ask.kind) {
    case 'word':
      return { kind: 'word', word: ask.word };
    case 'text':
      return { kind: 'text', text: /clock/i.test(ask.label) ? time() : expected };
    case 'file':
      return { kind: 'file', name: 'kek.json', bytes: kek };
    case 'agreements':
      return { kind: 'agreements', agreements: ask.people.map((name) => ({ name, says: 'agree' })) };
    default:
      return { kind: 'go' };
  }
}

/** A file of a ceremony's outputs, by how its name ends. */
export function outputOf(folder, id, ending) {
  const out = join(folder, 'out', id);
  return join(out, readdirSync(out).find((name) => name.endsWith(ending)) ?? '');
}
