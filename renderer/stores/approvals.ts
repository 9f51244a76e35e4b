import { create } from 'zustand';
import { contract, ROOM_NAMES, type Answer, type Bridge } from '../../shared/contract/index.js';
import type { ApprovalRequest } from '../../shared/domain/approval.js';
import type { AnswerFailure } from './answers.js';

/** `confirmed`: main has it from a second administrator. `dropped`: the window was locked meanwhile. */
export type ApprovalOutcome = 'confirmed' | 'declined' | 'dropped';

/** A request that waits for a second administrator at this window. */
export interface WaitingApproval {
  readonly request: ApprovalRequest;
  readonly settle: (outcome: ApprovalOutcome) => void;
}

interface ApprovalStore {
  /** The oldest is asked first. */
  readonly waiting: readonly WaitingApproval[];
}

export const useApprovals = create<ApprovalStore>(() => ({ waiting: [] }));

/** What a caller hears when nobody confirmed. */
export const NOT_CONFIRMED: AnswerFailure = {
  ok: false,
  code: 'not-confirmed',
  message: 'It was not confirmed by a second administrator. Nothing was changed.',
};

/** The window is locked: what waits is not decided here any more. */
export function dropApprovals(): void {
  for (const { settle } of useApprovals.getState().waiting) settle('dropped');
}

type AnyCall = (argument?: unknown) => Promise<Answer<unknown>>;

/**
 * The same bridge, whose calls wait for a second administrator where main asks for one: the request is shown, and once it
 * is confirmed the same call is made again. Callers hear the end of it only, so that no view has to know.
 */
export function withApprovals(bridge: Bridge): Bridge {
  const rooms = ROOM_NAMES.map((room) => {
    const inner = bridge[room] as Readonly<Record<string, AnyCall>>;
    const calls = Object.keys(contract[room].calls).map(
      (name) => [name, (argument?: unknown) => confirmedCall(bridge, () => callOf(inner, name)(argument))] as const,
    );
    return [room, Object.fromEntries(calls)] as const;
  });
  // Its shape is the contract's by construction.
  return { ...Object.fromEntries<unknown>(rooms), listen: bridge.listen } as Bridge;
}

function callOf(room: Readonly<Record<string, AnyCall>>, name: string): AnyCall {
  const call = room[name];
  if (!call) throw new Error(`The bridge has no call ${name}.`);
  return call;
}

async function confirmedCall(bridge: Bridge, call: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  for (;;) {
    const answer = await call();
    if (answer.ok || answer.code !== 'approval-needed' || answer.approval === undefined) return answer;
    const outcome = await ask(answer.approval);
    if (outcome === 'confirmed') continue;
    // Main forgets it by itself when it expires; that it was declined is logged now.
    if (outcome === 'declined') await bridge.identityManagement.declineApproval({ requestId: answer.approval.id });
    return NOT_CONFIRMED;
  }
}

function ask(request: ApprovalRequest): Promise<ApprovalOutcome> {
  return new Promise((resolve) => {
    const entry: WaitingApproval = {
      request,
      settle: (outcome) => {
        useApprovals.setState(({ waiting }) => ({ waiting: waiting.filter((one) => one !== entry) }));
        resolve(outcome);
      },
    };
    useApprovals.setState(({ waiting }) => ({ waiting: [...waiting, entry] }));
  });
}
