import { useCallback, useState } from 'react';
import type { GroupId } from '../../shared/domain/ids.js';
import { bridge } from '../bridge.js';
import { answerOf, type AnswerFailure } from '../stores/index.js';

export interface Comparisons {
  readonly compare: (groupId: GroupId) => void;
  readonly isBusy: (groupId: GroupId) => boolean;
  readonly failureOf: (groupId: GroupId) => AnswerFailure | undefined;
}

/** Compare with Vault, for several groups at once; what was found comes with the group's next push. */
export function useComparisons(): Comparisons {
  const [busy, setBusy] = useState<ReadonlySet<GroupId>>(new Set());
  const [failures, setFailures] = useState<ReadonlyMap<GroupId, AnswerFailure>>(new Map());

  const compare = useCallback((groupId: GroupId): void => {
    setBusy((before) => new Set([...before, groupId]));
    setFailures((before) => new Map([...before].filter(([id]) => id !== groupId)));
    void answerOf(bridge().keyManagement.compareWithVault({ groupId })).then((answer) => {
      setBusy((before) => new Set([...before].filter((id) => id !== groupId)));
      if (!answer.ok) setFailures((before) => new Map([...before, [groupId, answer]]));
    });
  }, []);
  return { compare, isBusy: (id) => busy.has(id), failureOf: (id) => failures.get(id) };
}
