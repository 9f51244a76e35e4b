import { useCallback, useState } from 'react';
import { bridge, bridgeItself } from '../../bridge.js';
import { useCall, useSession, type AnswerFailure } from '../../stores/index.js';
import type { Draft } from './draft.js';
import { setDevice } from './set-device.js';

/** Makes the identities, then sets the designated device; a second try does only what is left to do. */
export function useMakeWorkstation(): {
  readonly run: (draft: Draft) => Promise<boolean>;
  readonly busy: boolean;
  readonly failure: AnswerFailure | undefined;
  readonly isMade: boolean;
} {
  const firstStart = useCall(bridge().identityManagement.firstStart);
  const set = useCall(setDevice);
  const [isMade, setMade] = useState(false);
  const make = firstStart.run;
  const setTo = set.run;
  const run = useCallback(
    async (draft: Draft): Promise<boolean> => {
      if (!isMade) {
        const administrators = [draft.first, draft.second].map(({ name, passphrase }) => ({ name, passphrase }));
        const made = await make({ administrators });
        if (!made.ok) return false;
        setMade(true);
        useSession.setState({ session: made.value });
      }
      return (await setTo(bridgeItself(), draft)).ok;
    },
    [isMade, make, setTo],
  );
  return { run, busy: firstStart.busy || set.busy, failure: firstStart.failure ?? set.failure, isMade };
}
