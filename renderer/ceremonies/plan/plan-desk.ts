import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Bridge, PlanCheckView } from '../../../shared/contract/index.js';
import type { PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { bridge } from '../../bridge.js';
import { answerOf, type AnswerFailure } from '../../stores/index.js';

type Calls = Pick<Bridge['ceremonies'], 'checkPlan' | 'editPlan'>;
export type Change = (draft: PlanDraft) => PlanDraft;

/** The plan that is being written. */
export interface PlanDeskState {
  readonly isOpen: boolean;
  /** The truth: what is saved, printed and hashed. */
  readonly text: string;
  /** The text as it was begun, opened or saved last. */
  readonly saved: string;
  /** What the form shows; it may be ahead of the text for a moment. Absent where a form cannot show the text. */
  readonly draft?: PlanDraft | undefined;
  readonly check?: PlanCheckView | undefined;
  /** The check is of an older text, or the text does not say yet what the form says. */
  readonly isBehind: boolean;
  /** The text was typed in, and the form has not read it yet: until then nothing is taken from the form. */
  readonly isFormOld: boolean;
  /** What was done in the form waits for consent: comments of the text would go with it. */
  readonly lost?: { readonly comments: readonly string[]; readonly text: string } | undefined;
  /** In a plan that was just begun, empty fields complain only once they were left. */
  readonly isNew: boolean;
  readonly left: ReadonlySet<string>;
  readonly failure?: AnswerFailure | undefined;
}

const TYPING_MS = 250;
const NO_DESK: PlanDeskState = {
  ...{ isOpen: false, text: '', saved: '', isBehind: false, isFormOld: false, isNew: false, left: new Set<string>() },
  ...{ draft: undefined, check: undefined, lost: undefined, failure: undefined },
};

export interface PlanDesk {
  readonly use: UseBoundStore<StoreApi<PlanDeskState>>;
  /** Puts a plan there, in place of the one before. */
  readonly open: (text: string, isNew?: boolean) => void;
  readonly close: () => void;
  /** The text was typed in. */
  readonly write: (text: string) => void;
  /** Something was done in the form. */
  readonly edit: (change: Change) => void;
  /** Writes the form into the text now, instead of when typing pauses. */
  readonly flush: () => Promise<void>;
  /** The comments may go. */
  readonly letGo: () => void;
  /** The change that would lose comments is taken back. */
  readonly takeBack: () => void;
  readonly keepAsSaved: (text: string) => void;
  readonly leave: (place: string) => void;
}

/**
 * One plan on the desk: its text, and the form that reads and writes it. It outlives the view, so that a look at another place
 * loses nothing; it holds no secrets.
 */
export function makePlanDesk(calls: () => Calls): PlanDesk {
  const use = create<PlanDeskState>(() => NO_DESK);
  const set = use.setState;
  /** Counts changes: an answer about an older state is dropped. */
  let version = 0;
  let waiting: { readonly timer: ReturnType<typeof setTimeout>; readonly work: () => Promise<void> } | undefined;

  const later = (work: () => Promise<void>): void => {
    if (waiting) clearTimeout(waiting.timer);
    waiting = { work, timer: setTimeout(() => void flush(), TYPING_MS) };
  };
  const flush = async (): Promise<void> => {
    if (!waiting) return;
    const { timer, work } = waiting;
    waiting = undefined;
    clearTimeout(timer);
    await work();
  };
  /** `reads`: the form takes over what the text says. */
  const check = async (reads: boolean): Promise<void> => {
    const asked = version;
    const answer = await answerOf(calls().checkPlan({ text: use.getState().text }));
    if (asked !== version) return;
    if (!answer.ok) {
      set({ failure: answer });
      return;
    }
    const { value } = answer;
    set({ check: value, isBehind: false, isFormOld: false, ...(reads ? { draft: value.draft } : {}) });
  };
  const adopt = async (text: string): Promise<void> => {
    set({ text, failure: undefined, lost: undefined });
    await check(false);
  };
  const writeForm = async (): Promise<void> => {
    const { text, draft } = use.getState();
    if (!draft) return;
    const asked = version;
    const answer = await answerOf(calls().editPlan({ text, draft }));
    if (asked !== version) return;
    if (!answer.ok) set({ failure: answer });
    else if (answer.value.lost.length > 0) set({ lost: { comments: answer.value.lost, text: answer.value.text } });
    else await adopt(answer.value.text);
  };

  return {
    use,
    flush,
    open: (text, isNew = false) => {
      version += 1;
      if (waiting) clearTimeout(waiting.timer);
      waiting = undefined;
      set({ ...NO_DESK, isOpen: true, text, saved: text, isNew, isBehind: true, isFormOld: true });
      void check(true);
    },
    close: () => {
      version += 1;
      if (waiting) clearTimeout(waiting.timer);
      waiting = undefined;
      set(NO_DESK);
    },
    write: (text) => {
      version += 1;
      set({ text, isBehind: true, isFormOld: true, failure: undefined });
      later(() => check(true));
    },
    edit: (change) => {
      if (use.getState().isFormOld) return;
      version += 1;
      set(({ draft }) => ({ draft: draft && change(draft), isBehind: true }));
      later(writeForm);
    },
    letGo: () => {
      const { lost } = use.getState();
      if (lost) void adopt(lost.text);
    },
    takeBack: () => {
      version += 1;
      set(({ check: last }) => ({ lost: undefined, draft: last?.draft, isBehind: true }));
      void check(true);
    },
    keepAsSaved: (text) => set({ saved: text }),
    leave: (place) => set(({ left }) => (left.has(place) ? {} : { left: new Set([...left, place]) })),
  };
}

/** The one desk of this window. */
export const planDesk = makePlanDesk(() => bridge().ceremonies);

/** Something would be lost if the plan were put away. */
export function isUnsaved({ isOpen, text, saved, isBehind, draft, check }: PlanDeskState): boolean {
  return isOpen && (text !== saved || (isBehind && check !== undefined && draft !== check.draft));
}

/** Why the plan cannot be printed or begun yet; undefined: it can. */
export function whyNotReady(
  { check, isBehind }: PlanDeskState,
  words: { readonly checking: string; readonly notReady: (count: number) => string },
): string | undefined {
  if (!check || isBehind) return words.checking;
  const problems = check.findings.filter(({ weight }) => weight === 'problem').length;
  return problems > 0 || !check.plan ? words.notReady(Math.max(1, problems)) : undefined;
}
