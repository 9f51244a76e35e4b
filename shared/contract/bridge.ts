import type { ApprovalRequest } from '../domain/approval.js';
import type { Argument, CallName, Push, Reply, RoomName } from './index.js';

/** What comes back over the bridge: the value, or a code and a sentence made for people. No stack, no secret, no path. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly advice?: string;
      /** Azure's own words. */
      readonly original?: string;
      readonly requestId?: string;
      readonly serviceRequestId?: string;
      /**
       * With the code `approval-needed`: a second administrator, never the one who asked, confirms it with
       * identityManagement.approve; the same call with the same argument then goes through once.
       */
      readonly approval?: ApprovalRequest;
    };

type CallFunction<A, R> = undefined extends A ? () => Promise<Answer<R>> : (argument: A) => Promise<Answer<R>>;

/** What the page can do: `bridge.keyManagement.rotate({ groupId })`. */
export type Bridge = {
  readonly [R in RoomName]: { readonly [C in CallName<R>]: CallFunction<Argument<R, C>, Reply<R, C>> };
} & {
  /** Hears what the rooms tell; answers how to stop listening. */
  readonly listen: (listener: (push: Push) => void) => () => void;
};

/**
 * How calls and pushes travel: Electron's IPC, or the browser window's pipe. Everything is JSON text, so that both doors
 * carry the same and a member that is undefined is a member that is not there.
 */
export interface Transport {
  /** Carries one call; `channel` as channelOf names it. Answers an Answer. */
  readonly call: (channel: string, argument: string) => Promise<string>;
  readonly listen: (listener: (push: string) => void) => () => void;
}

/** `keyManagement.rotate` */
export function channelOf(room: string, call: string): string {
  return `${room}.${call}`;
}
