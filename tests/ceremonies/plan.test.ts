import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  checkPlan,
  defaultSteps,
  newPlanText,
  planJsonSchema,
  planSha256,
  proposedDate,
  readPlan,
} from '../../main/ceremonies/index.js';
import { KEK_VALID } from '../../main/ceremonies/online/ceremony-keks.js';
import {
  CEREMONY_KINDS,
  CEREMONY_MODES,
  type CeremonyPlan,
  type PlannedStep,
} from '../../shared/domain/ceremony/plan.js';
import { PGP_WORDS, pgpWords } from '../../shared/domain/ceremony/pgp-words.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';
import { ROOT } from '../borders/tree.js';
import { planOf } from '../support/ceremony.js';
import { must, mustFail } from '../support/must.js';

const NOW = Date.UTC(2026, 10, 23, 9);
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const check = (plan: CeremonyPlan, more = {}) => checkPlan(plan, { now: NOW, ...more });

describe('the PGP words', () => {
  test('are two lists of 256 different words, in the order of the alphabet', () => {
    for (const list of [PGP_WORDS.even, PGP_WORDS.odd]) {
      expect(new Set(list).size).toBe(256);
      expect([...list].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()))).toHaveLength(256);
    }
    expect(PGP_WORDS.even.filter((word) => PGP_WORDS.odd.includes(word))).toEqual([]);
  });

  test.each([
    [
      'e58294f2e9a227486e8b061b31cc528fd7fa3f19',
      'topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless',
    ],
    [
      '12b4b0057400076fa5c0f5cbf726ac65',
      'atlas politeness ruffled almighty indoors adroitness ahead hemisphere reindeer recipe vapor revival virus caretaker ribcage glossary',
    ],
    ['00ff', 'aardvark Yucatan'],
    ['ff00', 'Zulu adroitness'],
  ])('of %s are those of the list', (hex, words) => {
    expect(pgpWords(hex).join(' ')).toBe(words);
  });
});

describe('a plan file', () => {
  test('is the same in YAML and in JSON, however it is laid out', () => {
    const plan = planOf();
    const yaml = must(readPlan(bytes(stringify(plan))));
    const json = must(readPlan(bytes(JSON.stringify(plan, null, 4))));
    expect(yaml.plan).toEqual(plan);
    expect(json.sha256).toBe(yaml.sha256);
    expect(planSha256({ ...plan, place: 'Elsewhere' })).not.toBe(yaml.sha256);
  });

  test.each(CEREMONY_KINDS.flatMap((kind) => CEREMONY_MODES.map((mode) => [kind, mode] as const)))(
    'that is begun for %s (%s) is readable, and lacks only what people have to fill in',
    (kind, mode) => {
      const { plan } = must(readPlan(bytes(newPlanText({ kind, mode, id: 'first-one', date: '2026-12-01' }))));
      expect(plan).toMatchObject({ kind, mode, id: 'first-one' });
      const { problems } = check(plan);
      expect(problems.filter((problem) => !problem.includes('spkiSha256'))).toEqual([]);
    },
  );

  test.each(CEREMONY_MODES)('that is begun for %s has a date that a KEK made at the same time outlasts', (mode) => {
    const now = Date.UTC(2026, 11, 31, 23, 59);
    const date = proposedDate(mode, now);
    expect(date).toBe(mode === 'PRACTICE' ? '2026-12-31' : '2027-01-07');
    const text = newPlanText({ kind: 'generate-and-wrap', mode, id: 'first-one', date });
    const { plan } = must(readPlan(bytes(text)));
    const expiresOn = addPeriod(now, must(parsePeriod(KEK_VALID)));
    const kid = 'https://contoso.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef';
    const kek = { vault: 'contoso', kid, practice: mode === 'PRACTICE', expiresOn };
    expect(checkPlan(plan, { now, kek }).problems).toEqual([]);
    const tooSoon = checkPlan(plan, { now, kek: { ...kek, expiresOn: Date.parse(date) } });
    expect(tooSoon.problems).toEqual([expect.stringContaining('has to outlast the ceremony')]);
  });

  test.each<[what: string, text: string, says: RegExp]>([
    ['nothing', '', /It is empty/],
    ['a list', '[]', /The plan: expected object/],
    ['a number', '7', /The plan: expected object/],
    ['a doubled member', 'id: a\nid: b', /keys must be unique/i],
    ['a doubled member in JSON', '{"id":"a","id":"b"}', /keys must be unique/i],
    ['an anchor and an alias', 'a: &x 1\nb: *x', /alias/],
    ['a tag', 'a: !!str 2', /tags/],
    ['an unknown tag', 'a: !x 2', /tag/i],
    ['two documents', 'a: 1\n---\nb: 2', /more than one document/],
    ['a directive', '%YAML 1.2\n---\na: 1', /directives/],
    ['a member whose name is a number', '1: x', /name of a member is a text/],
    ['broken brackets', '{"a":[1', /at line 1/],
    ['bytes that are no text', '\uD800', /format is missing|expected/],
  ])('with %s is refused, and says so', (_, text, says) => {
    const failure = mustFail(readPlan(bytes(text)));
    expect(failure.code).toBe('bad-plan');
    expect(failure.message).toMatch(says);
  });

  test('that is nested without end, or too large, is refused at once', () => {
    expect(mustFail(readPlan(bytes('['.repeat(100_000)))).code).toBe('bad-plan');
    for (const nest of ['{a: ', '- ', '? ', '-\n '])
      expect(mustFail(readPlan(bytes(nest.repeat(50_000)))).code).toBe('bad-plan');
    expect(mustFail(readPlan(new Uint8Array(300 * 1024))).message).toMatch(/256 KiB/);
    expect(mustFail(readPlan(Uint8Array.of(0xff, 0xfe, 0x41))).message).toMatch(/UTF-8/);
  });

  test('says everything that is wrong at once, and where', () => {
    const plan = { ...planOf(), id: 'X', colour: 'red', people: [{ name: 'Ada', role: 'boss' }], place: ' here' };
    const { message } = mustFail(readPlan(bytes(JSON.stringify(plan))));
    expect(message).toMatch(/id: An id has/);
    expect(message).toMatch(/The plan has no member "colour"/);
    expect(message).toMatch(/people, number 1, role: it is one of leader/);
    expect(message).toMatch(/place: It may not begin or end with a space/);
    expect(mustFail(readPlan(bytes('{"__proto__": {"a": 1}}'))).message).toMatch(/no member "__proto__"/);
  });
});

describe('checking a plan', () => {
  test.each(CEREMONY_KINDS)(
    'finds nothing wrong in a good one of kind %s, and its default steps are in order',
    (kind) => {
      const plan = planOf(kind);
      expect(check(plan).problems).toEqual([]);
      expect(check({ ...plan, steps: [...defaultSteps(plan)] }).problems).toEqual([]);
    },
  );

  test('a recovery that brings back with a KEK wraps too, and so does an escrow', () => {
    for (const kind of ['recover-from-escrow', 'generate-and-escrow'] as const) {
      const plan = planOf(kind, { kek: { vault: 'contoso' } });
      const kinds = defaultSteps(plan).map((step) => step.kind);
      expect(kinds).toEqual(expect.arrayContaining(['read-kek', 'wrap', 'export']));
      expect(check({ ...plan, steps: [...defaultSteps(plan)] }).problems).toEqual([]);
    }
  });

  const person = (name: string, role: CeremonyPlan['people'][number]['role']) => ({ name, role });
  const escrow = (threshold: number, ...holders: string[]) =>
    planOf('generate-and-escrow', { escrow: { threshold, holders } });
  const key = (change: Partial<CeremonyPlan['keys'][number]>) =>
    planOf('generate-and-wrap', { keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso', ...change }] });
  const kekOf = (change: object) => ({
    kek: { kid: 'https://contoso.vault.azure.net/keys/k/0', vault: 'contoso', practice: true, ...change },
  });

  test.each<[what: string, plan: CeremonyPlan, says: RegExp, context?: object]>([
    [
      'a date in the past',
      planOf('generate-and-wrap', { mode: 'PRODUCTION', date: '2026-11-22' }),
      /2026-11-22 is past/,
    ],
    ['no leader', planOf('destroy', { people: [person('Walt', 'witness')] }), /Nobody is the leader/],
    ['no witness', planOf('destroy', { people: [person('Ada', 'leader')] }), /Nobody is a witness/],
    [
      'a leader who is witness too',
      planOf('destroy', { people: [person('Ada', 'leader'), person('ada', 'witness')] }),
      /ada is leader and witness/,
    ],
    ['two leaders', planOf('destroy', { people: [person('A', 'leader'), person('B', 'leader')] }), /2 leaders/],
    ['one person with two shares', escrow(2, 'Hal', 'Hal'), /Hal would hold two shares/],
    ['a threshold above the holders', escrow(3, 'Hal', 'Hana'), /threshold is 3, and there are only 2/],
    ['a holder who is not there', escrow(2, 'Hal', 'Zoe'), /Zoe is not among the people/],
    ['no KEK where keys are wrapped', planWithout('kek'), /KEK is missing/],
    ['no escrow where it belongs', { ...escrow(2, 'Hal', 'Hana'), ...{ escrow: undefined } } as never, /needs escrow/],
    ['a key of another vault', key({ vault: 'fabrikam' }), /vault fabrikam, and the KEK is of contoso/],
    ['usages that an EC key refuses', key({ usages: ['wrapKey'] }), /does not allow wrapKey/],
    [
      'one group twice',
      planOf('generate-and-wrap', {
        keys: [
          { group: 'payroll', type: 'p-256', vault: 'contoso' },
          { group: 'Payroll', type: 'p-256', vault: 'contoso' },
        ],
      }),
      /Payroll is named twice/,
    ],
    ['a KEK that expires too early', planOf(), /has to outlast/, kekOf({ expiresOn: Date.UTC(2026, 10, 24, 18) })],
    ['a KEK of another vault', planOf(), /is of the vault fabrikam/, kekOf({ vault: 'fabrikam' })],
    ['a practice KEK in production', planOf('generate-and-wrap', { mode: 'PRODUCTION' }), /practice vault/, kekOf({})],
    ['a real KEK in a rehearsal', planOf(), /of a real vault/, kekOf({ practice: false })],
    ['outputs that are there already', planOf(), /not empty \(payroll.byok\)/, { filesInOutFolder: ['payroll.byok'] }],
    [
      'a recovery that does not say what for',
      { ...planOf('recover-from-escrow'), recovery: undefined } as never,
      /bring-back or prove-only/,
    ],
    ['production: which key is destroyed', planOf('destroy', { mode: 'PRODUCTION' }), /spkiSha256 is not given/],
    [
      'production: another application',
      planOf('generate-and-wrap', { mode: 'PRODUCTION', application: { version: '1', sha256: 'a'.repeat(64) } }),
      /not the one of the plan/,
      { applicationSha256: 'b'.repeat(64) },
    ],
  ])('finds %s', (_, plan, says, context) => {
    expect(check(plan, context).problems.join('\n')).toMatch(says);
  });

  test('is stricter in production than in a rehearsal', () => {
    const steps = defaultSteps(planOf()).filter(({ kind }) => kind !== 'network-off');
    const rehearsal = check(planOf('generate-and-wrap', { steps }));
    const production = check(planOf('generate-and-wrap', { steps, mode: 'PRODUCTION' }));
    expect(rehearsal.problems).toEqual([]);
    expect(rehearsal.advice.join('\n')).toMatch(/network is off/);
    expect(production.problems.join('\n')).toMatch(/network is off/);
  });

  const STEPS = defaultSteps(planOf());
  const place = (kind: PlannedStep['kind'], subject?: string): number =>
    STEPS.findIndex((step) => step.kind === kind && (subject === undefined || step.subject === subject));
  const moved = (from: number, to: number): PlannedStep[] => {
    const steps = [...STEPS];
    steps.splice(to, 0, ...steps.splice(from, 1));
    return steps;
  };
  const without = (index: number): PlannedStep[] => STEPS.filter((_, at) => at !== index);
  const changed = (index: number, change: Partial<PlannedStep>): PlannedStep[] =>
    STEPS.map((step, at) => (at === index ? { ...step, ...change } : step));

  test.each<[what: string, steps: PlannedStep[], says: RegExp]>([
    ['wrap before generate', moved(place('wrap'), place('generate')), /uses the key payroll before it is there/],
    ['wrap before the KEK is read', moved(place('read-kek'), place('export')), /comes before the KEK is read/],
    [
      'wrap before the KEK was read aloud',
      moved(place('read-aloud', 'kek'), place('export')),
      /before the KEK was read aloud/,
    ],
    ['no generate', without(place('generate')), /has no step generate/],
    [
      'two wraps',
      [...STEPS.slice(0, -1), ...STEPS.filter(({ kind }) => kind === 'wrap'), ...STEPS.slice(-1)],
      /wrap 2 times/,
    ],
    ['no package', without(place('export')), /No step writes the ceremony package/],
    ['a wrap after the package', moved(place('wrap'), STEPS.length - 2), /comes after the ceremony package/],
    ['a package read aloud before it is there', moved(place('read-aloud', 'package'), 0), /before it is written/],
    ['nobody agreeing', without(place('attest')), /asks everybody to agree/],
    ['agreeing in the middle', moved(place('attest'), 2), /has to be the last one/],
    ['a stranger to the plan', changed(place('generate'), { group: 'other' }), /other, which is no key of the plan/],
    [
      'a step of another kind',
      [...STEPS.slice(0, -1), { kind: 'destroy', actor: 'officer', group: 'payroll', text: 'x' }, ...STEPS.slice(-1)],
      /does not belong/,
    ],
    ['an actor nobody is', changed(0, { actor: 'auditor' }), /done by a auditor|done by an auditor/],
    ['a subject where none belongs', changed(place('generate'), { subject: 'kek' }), /only read-aloud/],
  ])('finds in own steps: %s', (_, steps, says) => {
    expect(check(planOf('generate-and-wrap', { steps })).problems.join('\n')).toMatch(says);
  });

  test('finds in own steps of an escrow: a key made too late, a share never tested', () => {
    const plan = planOf('generate-and-escrow');
    const steps = [...defaultSteps(plan)];
    const made = steps.findIndex(({ kind }) => kind === 'generate');
    steps.splice(
      steps.findIndex(({ kind }) => kind === 'split'),
      0,
      ...steps.splice(made, 1),
    );
    const swapped = steps.filter(({ holder }) => holder !== 'Hana');
    const late = [
      ...swapped.filter(({ kind }) => kind !== 'generate'),
      ...swapped.filter(({ kind }) => kind === 'generate'),
    ];
    const { problems } = check({ ...plan, steps: late });
    expect(problems.join('\n')).toMatch(/after the keys were sealed/);
    expect(problems.join('\n')).toMatch(/share of Hana is never tested/);
  });

  function planWithout(member: 'kek'): CeremonyPlan {
    const { [member]: _gone, ...rest } = planOf();
    return rest;
  }
});

test('docs/ceremony-plan.schema.json is the schema that is used', async () => {
  const file = join(ROOT, 'docs/ceremony-plan.schema.json');
  const text = await format(JSON.stringify(planJsonSchema()), { ...(await resolveConfig(file)), parser: 'json' });
  await expect(text).toMatchFileSnapshot(file);
});

test('the examples of docs/ceremony-plan.md are good plans, and it explains every member', () => {
  const page = readFileSync(join(ROOT, 'docs/ceremony-plan.md'), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
  expect(examples.length).toBeGreaterThan(0);
  for (const text of examples.filter((one) => one.includes('format:')))
    expect(check(must(readPlan(bytes(text))).plan).problems).toEqual([]);
  const members = Object.keys(planJsonSchema()['properties'] ?? {});
  expect(members.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
