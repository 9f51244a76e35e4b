import type { Answer, Bridge, Push, SessionView } from '../../shared/contract/index.js';
import { assertNever } from '../../shared/result.js';
import { hearAdministration, NO_CONFIGURATION, useAdministration } from './administration-store.js';
import { BRIDGE_BROKEN, type AnswerFailure } from './answers.js';
import { hearCeremonies, NO_CEREMONIES, useCeremonies } from './ceremonies-store.js';
import { dropApprovals } from './approvals.js';
import { hearIdentityManagement, NO_IDENTITIES, useIdentityManagement } from './identity-management-store.js';
import { hearKeyManagement, NO_KEYS, useKeyManagement } from './key-management-store.js';
import {
  hearLoggingAndReporting,
  newestFirst,
  NO_JOBS,
  useLoggingAndReporting,
} from './logging-and-reporting-store.js';
import { useSession } from './session-store.js';

/** Puts what a room tells into its store. */
export function hear(push: Push): void {
  switch (push.room) {
    case 'identityManagement':
      return hearIdentityManagement(push.value);
    case 'keyManagement':
      return hearKeyManagement(push.value);
    case 'loggingAndReporting':
      return hearLoggingAndReporting(push.value);
    case 'administration':
      return hearAdministration(push.value);
    case 'ceremonies':
      return hearCeremonies(push.value);
    default:
      return assertNever(push);
  }
}

/**
 * Feeds the stores: asks who is there, loads every room's snapshot as soon as the workstation is open, and takes pushes
 * from then on. When it is locked or sealed the rooms are emptied: nothing of them stays in the page. Answers how to stop.
 */
export function startFeed(bridge: Bridge): () => void {
  let isOpen = false;
  /** Pushes that came while snapshots were on their way; they are newer, or repeat what the snapshot says. */
  let waiting: Push[] | undefined;

  const load = async (): Promise<void> => {
    const held: Push[] = [];
    waiting = held;
    await Promise.all(loadRooms(bridge));
    // Locked again meanwhile, or another load has begun: that one decides.
    if (waiting !== held) return;
    waiting = undefined;
    held.forEach(hear);
  };
  const take = (session: SessionView | undefined): void => {
    if (session === undefined) return;
    const opens = session.state === 'open' && !isOpen;
    isOpen = session.state === 'open';
    if (opens) void load();
    if (!isOpen) {
      waiting = undefined;
      dropApprovals();
      emptyRooms();
    }
  };
  const stopWatching = useSession.subscribe((state, before) => {
    if (state.session !== before.session) take(state.session);
  });
  const stopListening = bridge.listen((push) => {
    const isSession = push.room === 'identityManagement' && 'session' in push.value;
    if (isSession) hear(push);
    else if (waiting) waiting.push(push);
    else if (isOpen) hear(push);
  });
  void answerOf(bridge.identityManagement.session()).then((answer) => {
    if (answer.ok) useSession.setState({ session: answer.value, failure: undefined });
    else useSession.setState({ failure: answer });
  });
  return () => {
    stopWatching();
    stopListening();
  };
}

function loadRooms(bridge: Bridge): readonly Promise<void>[] {
  const room = async <T>(
    call: Promise<Answer<T>>,
    taken: (value: T) => void,
    failed: (failure: AnswerFailure) => void,
  ): Promise<void> => {
    const answer = await answerOf(call);
    // Locked while it was on its way: what comes now is not for this page any more.
    if (useSession.getState().session?.state !== 'open') return;
    if (answer.ok) taken(answer.value);
    else failed(answer);
  };
  return [
    room(bridge.identityManagement.snapshot(), hearIdentityManagement, (failure) =>
      useIdentityManagement.setState({ failure }),
    ),
    room(bridge.keyManagement.snapshot(), hearKeyManagement, (failure) => useKeyManagement.setState({ failure })),
    room(
      bridge.loggingAndReporting.snapshot(),
      ({ jobs, log }) =>
        useLoggingAndReporting.setState({ jobs: newestFirst(jobs), log, loaded: true, failure: undefined }),
      (failure) => useLoggingAndReporting.setState({ failure }),
    ),
    room(bridge.administration.snapshot(), hearAdministration, (failure) => useAdministration.setState({ failure })),
    room(bridge.ceremonies.snapshot(), hearCeremonies, (failure) => useCeremonies.setState({ failure })),
  ];
}

function emptyRooms(): void {
  useIdentityManagement.setState(NO_IDENTITIES);
  useKeyManagement.setState(NO_KEYS);
  useLoggingAndReporting.setState(NO_JOBS);
  useAdministration.setState(NO_CONFIGURATION);
  useCeremonies.setState(NO_CEREMONIES);
}

/** The answer of a call, and an answer too when the bridge itself breaks. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call;
  } catch {
    return BRIDGE_BROKEN;
  }
}
