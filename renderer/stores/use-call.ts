import { useCallback, useState } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import type { AnswerFailure } from './answers.js';
import { answerOf } from './feed.js';

export interface CallState<A extends readonly unknown[], R> {
  /** Makes the call; answers what came, never throws. */
  readonly run: (...argument: A) => Promise<Answer<R>>;
  readonly busy: boolean;
  /** Of the last run, until the next one starts or `clear`. */
  readonly failure: AnswerFailure | undefined;
  readonly clear: () => void;
}

/** One call of the bridge as a component needs it: `const rotate = useCall(bridge().keyManagement.rotate)`. */
export function useCall<A extends readonly unknown[], R>(
  call: (...argument: A) => Promise<Answer<R>>,
): CallState<A, R> {
  const [underWay, setUnderWay] = useState(0);
  const [failure, setFailure] = useState<AnswerFailure>();
  const run = useCallback(
    async (...argument: A): Promise<Answer<R>> => {
      setUnderWay((count) => count + 1);
      setFailure(undefined);
      const answer = await answerOf(call(...argument));
      setUnderWay((count) => count - 1);
      if (!answer.ok) setFailure(answer);
      return answer;
    },
    [call],
  );
  const clear = useCallback(() => setFailure(undefined), []);
  return { run, busy: underWay > 0, failure, clear };
}
