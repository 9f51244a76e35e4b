import {
  contract,
  mayCall,
  type Call,
  type CallName,
  type RoomName,
  type SessionView,
} from '../../shared/contract/index.js';
import { useSession } from './session-store.js';

/** Calls that send something to the cloud: only the designated device may. */
const ON_DESIGNATED_DEVICE: readonly string[] = [
  'keyManagement.synchronize',
  'keyManagement.rotate',
  'keyManagement.deleteOnCloud',
  'keyManagement.followOther',
  'keyManagement.pushAgain',
  'keyManagement.enableVersion',
  'keyManagement.recoverDeleted',
  'keyManagement.purgeDeleted',
  'ceremonies.makeKek',
  'ceremonies.upload',
];

/** Why this session may not make a call, as a sentence for a button or a menu; undefined: it may. */
export function whyNot<R extends RoomName>(
  session: SessionView | undefined,
  room: R,
  call: CallName<R>,
): string | undefined {
  const calls: Readonly<Record<string, Call>> = contract[room].calls;
  const need = calls[call]?.need ?? 'Administrator';
  if (!mayCall(session?.role, need)) return `Needs the role ${need}.`;
  if (ON_DESIGNATED_DEVICE.includes(`${room}.${call}`) && session?.designatedDevice === false) {
    return 'Only on the designated device (Administration > Configuration).';
  }
  return undefined;
}

/** whyNot for who is logged in now. */
export function useWhyNot<R extends RoomName>(room: R, call: CallName<R>): string | undefined {
  return useSession((state) => whyNot(state.session, room, call));
}
