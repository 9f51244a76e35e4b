import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { defaultSteps, editPlan, inspectPlan, newPlanText, readPlan } from '../../main/ceremonies/index.js';
import { pairRows } from '../../main/ceremonies/plan/plan-nodes.js';
import { CEREMONY_KINDS, type CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import type { PlanDraft } from '../../shared/domain/ceremony/plan-draft.js';
import { planOf } from '../support/ceremony.js';
import { must, mustFail } from '../support/must.js';

const NOW = Date.UTC(2026, 10, 23, 9);

const WRITTEN = `# our own plan
format: keyferry-ceremony-plan-1
id: 2027-sql-tde # ticket 4711
kind: generate-and-escrow
mode: PRACTICE
# agreed with the CISO
purpose: New TDE protector
place: "Zurich"
date: 2027-03-01

people:
  # the old hand
  - { name: Ada, role: leader, organisation: Contoso } # since 2019
  - name: Olga
    role: officer # on call
  - { name: Walt, role: witness }
  # both of Legal
  - { name: Hal, role: holder }
  - { name: Hana, role: holder }
keys:
  - group: payroll # the one that auditors ask for
    type: p-256
    vault: contoso
    usages: [ sign, verify ]
    validFor: 2y
  - group: invoices
    type: rsa-3072
    vault: contoso
escrow:
  threshold: 2
  holders: [ Hal, Hana ]
materials:
  - { what: The machine, mark: PF-1 } # see the inventory

# the end
`;

function draftIn(text: string): PlanDraft {
  const { draft } = inspectPlan(text, { now: NOW });
  if (!draft) throw new Error('A form cannot show it.');
  return draft;
}

const edited = (text: string, change: (draft: PlanDraft) => PlanDraft) => must(editPlan(text, change(draftIn(text))));
const commentsOf = (text: string): string[] => [...text.matchAll(/# .*$/gm)].map(([comment]) => comment);
const at = <T>(rows: readonly T[], index: number, change: (row: T) => T): T[] =>
  rows.map((row, place) => (place === index ? change(row) : row));

/** What is changed in the form, and the same done by hand to the value. */
const EDITS: readonly (readonly [
  what: string,
  form: (draft: PlanDraft) => PlanDraft,
  hand: (plan: CeremonyPlan) => unknown,
])[] = [
  ['the id', (d) => ({ ...d, id: 'other-id' }), (p) => ({ ...p, id: 'other-id' })],
  ['the kind', (d) => ({ ...d, kind: 'destroy' }), (p) => ({ ...p, kind: 'destroy' })],
  ['the mode', (d) => ({ ...d, mode: 'PRODUCTION' }), (p) => ({ ...p, mode: 'PRODUCTION' })],
  ['the purpose', (d) => ({ ...d, purpose: 'yes: #"2"' }), (p) => ({ ...p, purpose: 'yes: #"2"' })],
  ['the place', (d) => ({ ...d, place: ' Bern ' }), (p) => ({ ...p, place: 'Bern' })],
  ['the date', (d) => ({ ...d, date: '2027-04-01' }), (p) => ({ ...p, date: '2027-04-01' })],
  [
    'time and zone',
    (d) => ({ ...d, time: '09:30', timeZone: 'Europe/Zurich' }),
    (p) => ({ ...p, time: '09:30', timeZone: 'Europe/Zurich' }),
  ],
  [
    'a name that looks like a number',
    (d) => ({ ...d, people: at(d.people, 1, (one) => ({ ...one, name: '007' })) }),
    (p) => ({ ...p, people: at(p.people, 1, (one) => ({ ...one, name: '007' })) }),
  ],
  [
    'an organisation taken out, a key put in',
    (d) => ({ ...d, people: at(d.people, 0, (one) => ({ ...one, organisation: '', key: 'ab'.repeat(32) })) }),
    (p) => ({ ...p, people: at(p.people, 0, ({ name, role }) => ({ name, role, key: 'ab'.repeat(32) })) }),
  ],
  [
    'one more person',
    (d) => ({ ...d, people: [...d.people, { name: 'Zoe', role: 'auditor', organisation: '', key: '' }] }),
    (p) => ({ ...p, people: [...p.people, { name: 'Zoe', role: 'auditor' }] }),
  ],
  [
    'people in another order',
    (d) => ({ ...d, people: d.people.toReversed() }),
    (p) => ({ ...p, people: p.people.toReversed() }),
  ],
  ['people taken out', (d) => ({ ...d, people: d.people.slice(2) }), (p) => ({ ...p, people: p.people.slice(2) })],
  [
    'type, usages and validity of a key',
    (d) => ({ ...d, keys: at(d.keys, 0, (key) => ({ ...key, type: 'p-384', usages: ['sign'], validFor: '' })) }),
    (p) => ({
      ...p,
      keys: at(p.keys, 0, ({ group, vault }) => ({ group, type: 'p-384' as const, vault, usages: ['sign' as const] })),
    }),
  ],
  [
    'usages where none were, and a fingerprint',
    (d) => ({ ...d, keys: at(d.keys, 1, (key) => ({ ...key, usages: ['wrapKey'], spkiSha256: 'cd'.repeat(32) })) }),
    (p) => ({
      ...p,
      keys: at(p.keys, 1, (key) => ({ ...key, usages: ['wrapKey' as const], spkiSha256: 'cd'.repeat(32) })),
    }),
  ],
  ['a KEK', (d) => ({ ...d, kek: { ...d.kek, vault: 'contoso' } }), (p) => ({ ...p, kek: { vault: 'contoso' } })],
  [
    'threshold and holders',
    (d) => ({ ...d, escrow: { threshold: '3', holders: ['Hana', 'Hal', 'Walt'] } }),
    (p) => ({ ...p, escrow: { threshold: 3, holders: ['Hana', 'Hal', 'Walt'] } }),
  ],
  [
    'no escrow any more',
    (d) => ({ ...d, kind: 'destroy', escrow: { threshold: '', holders: [] } }),
    ({ escrow: _gone, ...p }) => ({ ...p, kind: 'destroy' }),
  ],
  ['what the recovery is for', (d) => ({ ...d, recovery: 'prove-only' }), (p) => ({ ...p, recovery: 'prove-only' })],
  [
    'the application',
    (d) => ({ ...d, application: { version: '0.1.0', sha256: 'ef'.repeat(32) } }),
    (p) => ({ ...p, application: { version: '0.1.0', sha256: 'ef'.repeat(32) } }),
  ],
  [
    'materials',
    (d) => ({ ...d, materials: [{ what: 'A bag', mark: '' }, ...d.materials] }),
    (p) => ({ ...p, materials: [{ what: 'A bag' }, ...(p.materials ?? [])] }),
  ],
  [
    'steps of its own',
    (d) => ({
      ...d,
      steps: inspectPlan(WRITTEN, { now: NOW }).script.map((step) => ({ ...step, text: `${step.text} Slowly.` })),
    }),
    (p) => ({ ...p, steps: defaultSteps(p).map((step) => ({ ...step, text: `${step.text} Slowly.` })) }),
  ],
];

describe('a plan edited by form', () => {
  test.each(EDITS)('is the same as by hand: %s', (_, form, hand) => {
    const plan = parse(WRITTEN) as CeremonyPlan;
    const { text, lost } = edited(WRITTEN, form);
    expect(parse(text)).toEqual(hand(plan));
    expect([...commentsOf(text), ...lost.map((comment) => `# ${comment}`)].sort()).toEqual(commentsOf(WRITTEN).sort());
    // The same in JSON, which stays JSON.
    const json = edited(JSON.stringify(plan), form);
    expect(JSON.parse(json.text)).toEqual(hand(plan));
  });

  test('keeps its comments where they belong, whatever moves', () => {
    const moved = edited(WRITTEN, (d) => ({ ...d, people: d.people.toReversed(), keys: d.keys.toReversed() }));
    expect(moved.lost).toEqual([]);
    expect(moved.text).toMatch(/role: officer # on call/);
    expect(moved.text).toMatch(/name: Ada, role: leader, organisation: Contoso \} # since 2019/);
    expect(moved.text).toMatch(/payroll # the one that auditors ask for/);
    const renamed = edited(WRITTEN, (d) => ({ ...d, people: at(d.people, 0, (one) => ({ ...one, name: 'Zoe' })) }));
    expect(renamed.text).toBe(WRITTEN.replace('name: Ada', 'name: Zoe'));
  });

  test('says which comments go with a row that is taken out, and keeps quiet about our own', () => {
    expect(edited(WRITTEN, (d) => ({ ...d, keys: d.keys.slice(1) })).lost).toEqual(['the one that auditors ask for']);
    const ours = newPlanText({ kind: 'generate-and-wrap', mode: 'PRACTICE', id: 'first', date: '2026-12-01' });
    expect(edited(ours, (d) => ({ ...d, keys: [], kek: { vault: '', kid: '', spkiSha256: '' } })).lost).toEqual([]);
  });

  test('that is not changed is not touched', () => {
    expect(edited(WRITTEN, (d) => d)).toEqual({ text: WRITTEN, lost: [] });
  });

  test('goes back to the script of the kind, and its plan with it', () => {
    const plan = parse(WRITTEN) as CeremonyPlan;
    const own = edited(WRITTEN, (d) => ({ ...d, steps: inspectPlan(WRITTEN, { now: NOW }).script.slice(1) }));
    const back = edited(own.text, ({ steps: _gone, ...d }) => d);
    expect(must(readPlan(Buffer.from(back.text))).sha256).toBe(must(readPlan(Buffer.from(stringify(plan)))).sha256);
  });

  test('keeps what no form shows', () => {
    const text = WRITTEN.replace('place:', 'colour: red # why not\nplace:');
    const { text: after } = edited(text, (d) => ({ ...d, purpose: 'Other' }));
    expect(after).toMatch(/colour: red # why not/);
    expect(inspectPlan(after, { now: NOW }).findings.map(({ message }) => message)).toContain(
      'The plan has no member "colour".',
    );
  });

  test('says again what the form said, for any words in it', () => {
    const words = fc.string({ maxLength: 12 }).map((word) => word.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { maxLength: 5 }), words, (rows, purpose) => {
        const change = (d: PlanDraft): PlanDraft => ({
          ...{ ...d, purpose: purpose === '' ? 'x' : purpose },
          people: rows.map(([name, organisation]) => ({ name, role: 'witness', organisation, key: '' })),
          escrow: { threshold: '2', holders: rows.map(([name]) => name) },
          materials: rows.map(([what, mark]) => ({ what, mark })),
        });
        expect(draftIn(edited(WRITTEN, change).text)).toEqual(change(draftIn(WRITTEN)));
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['people: 7', 'plan-not-for-form'],
    ['keys: [a]', 'plan-not-for-form'],
    ['- a', 'plan-not-for-form'],
    ['place: [1, 2]', 'plan-not-for-form'],
    ['a: [', 'bad-plan'],
  ])('is refused where the form cannot show the text: %s', (text, code) => {
    expect(inspectPlan(text, { now: NOW })).not.toHaveProperty('draft');
    expect(mustFail(editPlan(text, draftIn(WRITTEN))).code).toBe(code);
  });
});

describe('a plan in the making', () => {
  test.each(CEREMONY_KINDS)(
    'begun blank for %s says of each empty field that it is empty, and shows its script',
    (kind) => {
      const text = newPlanText({ kind, mode: 'PRACTICE', id: 'first', date: '2026-12-01', blank: true });
      const { findings, draft, script } = inspectPlan(text, { now: NOW });
      const paths = findings.map(({ path }) => path.join('.'));
      expect(paths).toEqual(
        expect.arrayContaining(['purpose', 'place', 'people.0.name', 'keys.0.group', 'keys.0.vault']),
      );
      expect(draft?.kind).toBe(kind);
      expect(script.length).toBeGreaterThan(5);
      expect(text).not.toMatch(/Contoso|Ada|SERIAL/);
    },
  );

  test('has the script of its kind, as the printed one has it', () => {
    const plan = planOf('generate-and-wrap');
    const { script } = inspectPlan(stringify(plan), { now: NOW });
    const texts = defaultSteps(plan).map(({ text, expected = '' }) => [text, expected]);
    expect(script.map(({ text, expected }) => [text, expected])).toEqual(texts);
  });

  test('has its findings at the field they are about', () => {
    const plan = planOf('generate-and-escrow', {
      ...{ mode: 'PRODUCTION', date: '2026-01-01', time: '09:30' },
      escrow: { threshold: 3, holders: ['Hal', 'Zoe'] },
    });
    const { findings } = inspectPlan(stringify(plan), { now: NOW });
    const problems = findings.filter(({ weight }) => weight === 'problem').map(({ path }) => path.join('.'));
    expect(problems).toEqual(expect.arrayContaining(['date', 'timeZone', 'escrow.threshold', 'escrow.holders.1']));
    const steps = defaultSteps(planOf('destroy')).toReversed();
    const own = inspectPlan(stringify(planOf('destroy', { steps: [...steps] })), { now: NOW });
    expect(own.findings.map(({ path }) => path.join('.'))).toContain('steps.0');
  });
});

test('rows keep their node: the same one, else the one that is most alike', () => {
  const [a, b, c] = [
    { n: 'a', r: 'x' },
    { n: 'b', r: 'y' },
    { n: 'c', r: 'z' },
  ] as const;
  expect(pairRows([a, b, c], [c, a, b])).toEqual([2, 0, 1]);
  expect(pairRows([a, b, c], [{ ...b, n: 'bb' }, c])).toEqual([1, 2]);
  expect(pairRows([a], [a, { n: 'd', r: 'w' }])).toEqual([0, undefined]);
});
