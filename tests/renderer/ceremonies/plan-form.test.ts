import { describe, expect, test, vi } from 'vitest';
import {
  NO_PLAN,
  type PlanDraft,
  type PlanFinding,
  type StepDraft,
} from '../../../shared/domain/ceremony/plan-draft.js';
import {
  addRow,
  defaultScript,
  moveRow,
  oneLine,
  plainHex,
  removeRow,
  setKey,
  setKind,
  setPerson,
  setSteps,
  setTime,
} from '../../../renderer/ceremonies/plan/draft-changes.js';
import { errorAt, findingLine, findingsAt, wordsOf } from '../../../renderer/ceremonies/plan/places.js';
import { isUnsaved, makePlanDesk, whyNotReady, type PlanDesk } from '../../../renderer/ceremonies/plan/plan-desk.js';
import { fitStep } from '../../../renderer/ceremonies/plan/step-fit.js';

const person = (name: string, role: string) => ({ name, role, organisation: '', key: '' });
const key = (group: string) => ({ group, type: 'p-256', vault: 'contoso', usages: [], validFor: '2y', spkiSha256: '' });
const step = (change: Partial<StepDraft>): StepDraft => ({
  ...{ kind: 'confirm', actor: 'leader', text: 'x', expected: '', group: '', subject: '', holder: '', ...change },
});
const PLAN: PlanDraft = {
  ...NO_PLAN,
  kind: 'generate-and-escrow',
  people: [person('Ada', 'leader'), person('Hal', 'holder'), person('Hana', 'holder')],
  keys: [key('payroll')],
  escrow: { threshold: '2', holders: ['Hal', 'Hana'] },
};

describe('what is done in the form', () => {
  test('renaming somebody takes the share along, also letter by letter', () => {
    const own = { ...PLAN, steps: [step({ kind: 'share-test', holder: 'Hal' })] };
    const renamed = setPerson(1, { name: 'Halo' })(setPerson(1, { name: 'Ha' })(own));
    expect(renamed.escrow.holders).toEqual(['Halo', 'Hana']);
    expect(renamed.steps?.[0]?.holder).toBe('Halo');
  });

  test('renaming somebody whose name another one has leaves the share where it is', () => {
    const twice = { ...PLAN, people: [...PLAN.people, person('Hal', 'witness')] };
    expect(setPerson(3, { name: 'Walt' })(twice).escrow.holders).toEqual(['Hal', 'Hana']);
  });

  test('renaming a key takes its own steps along', () => {
    const own = { ...PLAN, steps: [step({ kind: 'generate', group: 'payroll' }), step({ group: 'other' })] };
    expect(setKey(0, { group: 'tax' })(own).steps?.map(({ group }) => group)).toEqual(['tax', 'other']);
  });

  test('whoever is removed gives up the share', () => {
    expect(removeRow('people', 1)(PLAN)).toMatchObject({
      people: [{ name: 'Ada' }, { name: 'Hana' }],
      escrow: { holders: ['Hana'] },
    });
  });

  test('a new row is the one that is missing most', () => {
    expect(addRow('people')(PLAN).people.at(-1)?.role).toBe('officer');
    expect(addRow('people')(NO_PLAN).people).toEqual([person('', 'leader')]);
    expect(addRow('keys')(PLAN).keys.at(-1)).toEqual(key(''));
  });

  test('rows move', () => {
    expect(moveRow('people', 2, 0)(PLAN).people.map(({ name }) => name)).toEqual(['Hana', 'Ada', 'Hal']);
  });

  test('another kind brings what it needs, and takes nothing away', () => {
    expect(setKind('recover-from-escrow')(NO_PLAN)).toMatchObject({
      recovery: 'prove-only',
      escrow: { threshold: '2' },
    });
    expect(setKind('destroy')(PLAN).escrow).toEqual(PLAN.escrow);
  });

  test('a time has a zone, and no time has none', () => {
    const timed = setTime('09:30', 'Europe/Zurich')(PLAN);
    expect(timed.timeZone).toBe('Europe/Zurich');
    expect(setTime('10:00', 'UTC')(timed).timeZone).toBe('Europe/Zurich');
    expect(setTime('', 'UTC')(timed).timeZone).toBe('');
  });

  test("the first change of a step makes the script the plan's own; there is a way back", () => {
    const script = [step({ text: 'one' }), step({ text: 'two' })];
    const own = setSteps((all) => all.slice(1), script)(PLAN);
    expect(own.steps).toEqual([script[1]]);
    expect(setSteps((all) => [...all, step({ text: 'three' })], script)(own).steps).toHaveLength(2);
    expect(defaultScript(own)).not.toHaveProperty('steps');
  });

  test.each([
    ['a confirmation keeps its key', { kind: 'confirm', group: 'payroll' }, { group: 'payroll' }],
    ['a look has none', { kind: 'observe', group: 'payroll', subject: 'kek' }, { group: '', subject: '' }],
    ['what is read is the KEK, unless a key is named', { kind: 'read-aloud' }, { subject: 'kek' }],
    ['what is read is the key', { kind: 'read-aloud', group: 'payroll' }, { subject: 'key', group: 'payroll' }],
    ['only a share test has a holder', { kind: 'split', holder: 'Hal' }, { holder: '' }],
  ])('of a step: %s', (_, given, wanted) => {
    expect(fitStep(step(given))).toMatchObject(wanted);
  });

  test('hashes are taken as they are pasted, lines as one', () => {
    expect(plainHex('AB cd:EF\n01')).toBe('abcdef01');
    expect(plainHex('no hash')).toBe('no hash');
    expect(oneLine('a \n b')).toBe('a b');
  });
});

describe('findings', () => {
  const found: readonly PlanFinding[] = [
    {
      weight: 'problem',
      path: ['people', 1, 'name'],
      message: 'people, number 2, name: it is long.',
      brief: 'it is long.',
    },
    { weight: 'advice', path: ['people', 1, 'name'], message: 'A thought.' },
    { weight: 'problem', path: ['people'], message: 'Nobody is the leader.' },
    { weight: 'problem', path: ['kek', 'vault'], message: 'kek, vault: x', brief: 'x', isEmpty: true },
  ];

  test('stand at their field, problems as its error', () => {
    expect(findingsAt(found, ['people'])).toEqual([found[2]]);
    expect(errorAt(found, ['people', 1, 'name'])).toBe('It is long.');
    expect(errorAt(found, ['people', 0, 'name'])).toBeUndefined();
  });

  test('are listed with the names that stand on the form', () => {
    expect(found.map(findingLine)).toEqual([
      'Person 2, Name: It is long.',
      'A thought.',
      'Nobody is the leader.',
      'KEK package expected, Vault',
    ]);
    expect(wordsOf(['steps', 3, 'text'])).toBe('Step 4, What is done');
    expect(wordsOf(['colour'])).toBe('colour');
  });
});

describe('the desk', () => {
  /** Plans are JSON here: the text says what the draft says. */
  function deskWith(lost: readonly string[] = []): PlanDesk {
    return makePlanDesk(() => ({
      checkPlan: ({ text }) =>
        Promise.resolve({
          ok: true,
          value: {
            findings: [],
            script: [],
            ...(text.startsWith('{') ? { draft: JSON.parse(text) as PlanDraft } : {}),
          },
        }),
      editPlan: ({ draft }) => Promise.resolve({ ok: true, value: { text: JSON.stringify(draft), lost: [...lost] } }),
    }));
  }
  const settled = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(1000);
  };
  const opened = async (desk: PlanDesk): Promise<void> => {
    desk.open(JSON.stringify(PLAN));
    await settled();
  };
  const withTimers = (run: () => Promise<void>) => async (): Promise<void> => {
    vi.useFakeTimers();
    try {
      await run();
    } finally {
      vi.useRealTimers();
    }
  };

  test(
    'writes the form into the text when typing pauses, and knows that it is not saved',
    withTimers(async () => {
      const desk = deskWith();
      await opened(desk);
      expect(isUnsaved(desk.use.getState())).toBe(false);
      desk.edit((draft) => ({ ...draft, place: 'Zurich' }));
      expect(desk.use.getState().text).not.toContain('Zurich');
      expect(isUnsaved(desk.use.getState())).toBe(true);
      await settled();
      const { text } = desk.use.getState();
      expect(text).toContain('Zurich');
      desk.keepAsSaved(text);
      expect(isUnsaved(desk.use.getState())).toBe(false);
    }),
  );

  test(
    'gives the form what was typed as text, and takes nothing from a form that has not read it yet',
    withTimers(async () => {
      const desk = deskWith();
      await opened(desk);
      desk.write(JSON.stringify({ ...PLAN, place: 'Bern' }));
      desk.edit((draft) => ({ ...draft, purpose: 'old form' }));
      await settled();
      expect(desk.use.getState().draft).toMatchObject({ place: 'Bern', purpose: '' });
      desk.write('no plan');
      await settled();
      expect(desk.use.getState().draft).toBeUndefined();
    }),
  );

  test(
    'asks before comments are lost, and takes the change back where they are to stay',
    withTimers(async () => {
      const desk = deskWith(['ticket 4711']);
      await opened(desk);
      desk.edit((draft) => ({ ...draft, keys: [] }));
      await settled();
      expect(desk.use.getState().lost?.comments).toEqual(['ticket 4711']);
      expect(desk.use.getState().text).toContain('payroll');
      desk.takeBack();
      await settled();
      expect(desk.use.getState()).toMatchObject({ lost: undefined, draft: { keys: [{ group: 'payroll' }] } });
      desk.edit((draft) => ({ ...draft, keys: [] }));
      await settled();
      desk.letGo();
      await settled();
      expect(desk.use.getState().text).not.toContain('payroll');
    }),
  );

  test(
    'says why a plan cannot be begun: it is being checked, or something is missing',
    withTimers(async () => {
      const words = { checking: 'wait', notReady: (count: number) => `${count} left` };
      const desk = deskWith();
      await opened(desk);
      expect(whyNotReady(desk.use.getState(), words)).toBe('1 left');
      desk.edit((draft) => ({ ...draft, place: 'x' }));
      expect(whyNotReady(desk.use.getState(), words)).toBe('wait');
      await settled();
      desk.close();
      expect(desk.use.getState()).toMatchObject({ isOpen: false, text: '', draft: undefined });
    }),
  );
});
