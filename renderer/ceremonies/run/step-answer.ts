import type { WireInput } from '../../../shared/contract/index.js';
import type { StepAsk } from '../../../shared/domain/ceremony/view.js';

interface SaidDraft {
  readonly says: 'agree' | 'disagree' | undefined;
  readonly remark: string;
}

/** What was typed and chosen so far. */
export interface Draft {
  readonly text: string;
  readonly fileName: string;
  /** Base64. */
  readonly bytes: string;
  readonly kid: string;
  readonly shares: readonly string[];
  readonly said: Readonly<Record<string, SaidDraft>>;
}

export const NO_ANSWER: Draft = { text: '', fileName: '', bytes: '', kid: '', shares: [], said: {} };

/** What one person said so far: nobody agrees until they say so. */
export function agreementsOf({ said }: Draft, name: string): SaidDraft {
  return said[name] ?? { says: undefined, remark: '' };
}

/** The answer to a step; undefined: something is missing. Whether it is right, the run says. */
export function inputOf(ask: StepAsk, draft: Draft): WireInput | undefined {
  const text = draft.text.trim();
  switch (ask.kind) {
    case 'go':
      return { kind: 'go' };
    case 'word':
      return text === '' ? undefined : { kind: 'word', word: text };
    case 'text':
      return text === '' ? undefined : { kind: 'text', text };
    case 'share':
      return text === '' ? undefined : { kind: 'share', share: text };
    case 'file': {
      if (draft.fileName === '') return undefined;
      const kid = draft.kid.trim();
      return { kind: 'file', name: draft.fileName, bytes: draft.bytes, ...(kid === '' ? {} : { kid }) };
    }
    case 'shares': {
      const shares = draft.shares.map((share) => share.trim()).filter((share) => share !== '');
      return shares.length < ask.needed || draft.fileName === ''
        ? undefined
        : { kind: 'shares', shares, escrowFile: draft.bytes };
    }
    case 'agreements':
      return agreements(ask.people, draft);
  }
}

function agreements(people: readonly string[], draft: Draft): WireInput | undefined {
  const agreed = people.flatMap((name) => {
    const { says, remark } = agreementsOf(draft, name);
    const why = remark.trim();
    if (says === undefined || (says === 'disagree' && why === '')) return [];
    return [{ name, says, ...(says === 'disagree' ? { remark: why } : {}) }];
  });
  return agreed.length === people.length ? { kind: 'agreements', agreements: agreed } : undefined;
}
