import type { KeyDraft, PersonDraft, PlanDraft, StepDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import type { Change } from './plan-desk.js';

/** What can be done to a plan in the form; each is a change of the draft and nothing else. */

export type RowsName = 'people' | 'keys' | 'materials';

/** Facts in one field. */
export function setFact(part: Partial<PlanDraft>): Change {
  return (draft) => ({ ...draft, ...part });
}

/** Another kind: what it needs and is not there yet comes in; nothing is taken out. */
export function setKind(kind: string): Change {
  return (draft) => {
    const escrowed = kind === 'generate-and-escrow' || kind === 'recover-from-escrow';
    const threshold = escrowed && draft.escrow.threshold === '' ? '2' : draft.escrow.threshold;
    const recovery = kind === 'recover-from-escrow' && draft.recovery === '' ? 'prove-only' : draft.recovery;
    return { ...draft, kind, recovery, escrow: { ...draft.escrow, threshold } };
  };
}

/** A time has the zone of this machine until another one is chosen; without a time there is no zone. */
export function setTime(time: string, zone: string): Change {
  return (draft) => ({ ...draft, time, timeZone: time === '' ? '' : draft.timeZone || zone });
}

/** A person. Who is renamed stays the holder of a share, and of the steps about it. */
export function setPerson(index: number, part: Partial<PersonDraft>): Change {
  return (draft) => {
    const before = draft.people[index]?.name ?? '';
    const people = withRow(draft.people, index, part);
    const after = people[index]?.name ?? '';
    const isOnlyOne = draft.people.filter(({ name }) => name === before).length === 1;
    if (before === '' || before === after || !isOnlyOne) return { ...draft, people };
    const renamed = (name: string): string => (name === before ? after : name);
    return {
      ...{ ...draft, people },
      escrow: { ...draft.escrow, holders: draft.escrow.holders.map(renamed) },
      ...(draft.steps ? { steps: draft.steps.map((step) => ({ ...step, holder: renamed(step.holder) })) } : {}),
    };
  };
}

/** A key. Steps of one's own follow when its group is renamed. */
export function setKey(index: number, part: Partial<KeyDraft>): Change {
  return (draft) => {
    const before = draft.keys[index]?.group ?? '';
    const keys = withRow(draft.keys, index, part);
    const after = keys[index]?.group ?? '';
    const isOnlyOne = draft.keys.filter(({ group }) => group === before).length === 1;
    if (before === '' || before === after || !isOnlyOne || !draft.steps) return { ...draft, keys };
    const steps = draft.steps.map((step) => (step.group === before ? { ...step, group: after } : step));
    return { ...draft, keys, steps };
  };
}

export function setMaterial(index: number, part: Partial<PlanDraft['materials'][number]>): Change {
  return (draft) => ({ ...draft, materials: withRow(draft.materials, index, part) });
}

const NEW_ROWS: { readonly [Name in RowsName]: (draft: PlanDraft) => PlanDraft[Name][number] } = {
  people: (draft) => ({ name: '', role: nextRole(draft), organisation: '', key: '' }),
  // The next key is mostly like the one before.
  keys: ({ keys, kek }) => ({
    ...{ group: '', type: keys.at(-1)?.type ?? 'rsa-3072', vault: keys.at(-1)?.vault ?? kek.vault },
    ...{ usages: keys.at(-1)?.usages ?? [], validFor: keys.at(-1)?.validFor ?? '', spkiSha256: '' },
  }),
  materials: () => ({ what: '', mark: '' }),
};

function nextRole({ people, kind }: PlanDraft): string {
  const has = (role: string): boolean => people.some((person) => person.role === role);
  const missing = ['leader', 'officer', 'witness'].find((role) => !has(role));
  return missing ?? (kind.endsWith('escrow') ? 'holder' : 'witness');
}

export function addRow(name: RowsName): Change {
  return (draft) => ({ ...draft, [name]: [...draft[name], NEW_ROWS[name](draft)] });
}

/** A person who goes gives up the share too. */
export function removeRow(name: RowsName, index: number): Change {
  return (draft) => {
    const gone = name === 'people' ? draft.people[index]?.name : undefined;
    const holders = draft.escrow.holders.filter((holder) => holder !== gone);
    return { ...draft, [name]: without<unknown>(draft[name], index), escrow: { ...draft.escrow, holders } };
  };
}

export function moveRow(name: RowsName, from: number, to: number): Change {
  return (draft) => ({ ...draft, [name]: moved<unknown>(draft[name], from, to) });
}

/** `script`: the default script, which becomes one's own with the first change. */
export function setSteps(change: (steps: readonly StepDraft[]) => StepDraft[], script: readonly StepDraft[]): Change {
  return (draft) => ({ ...draft, steps: change(draft.steps ?? script) });
}

export function defaultScript({ steps: _gone, ...draft }: PlanDraft): PlanDraft {
  return draft;
}

export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const next = [...rows];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

export function without<T>(rows: readonly T[], index: number): T[] {
  return rows.filter((_, at) => at !== index);
}

function withRow<T extends object>(rows: readonly T[], index: number, part: Partial<T>): T[] {
  return rows.map((row, at) => (at === index ? { ...row, ...part } : row));
}

/** A hash as it was pasted or typed: in groups, in capitals. */
export function plainHex(text: string): string {
  const hex = text.replaceAll(/[\s:]+/g, '').toLowerCase();
  return /^[0-9a-f]*$/.test(hex) ? hex : text;
}

/** One line: what is pasted may have several. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
