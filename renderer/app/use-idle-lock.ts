import { useEffect, useRef } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { dropToast, toast } from '../components/index.js';
import { answerOf } from '../stores/index.js';
import { IdleWatch } from './idle-watch.js';
import { IDLE } from './strings.js';

const LOOK_EVERY_MS = 5000;
const WARNED_MS = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Tells main that somebody is here, and warns a minute before the window locks itself. */
export function useIdleLock({ idleMinutes, lockAt }: SessionView): void {
  const watch = useRef<IdleWatch>(undefined);
  useEffect(() => {
    if (idleMinutes === undefined) return undefined;
    let warning: number | undefined;
    const unwarn = (): void => {
      if (warning !== undefined) dropToast(warning);
      warning = undefined;
    };
    const mine = new IdleWatch(
      {
        stillHere: () => void answerOf(bridge().identityManagement.stillHere()),
        warn: (why) => (warning = toast(why === 'idle' ? IDLE.soon : IDLE.limit, 'info', WARNED_MS)),
        unwarn,
      },
      { idleMinutes, lockAt: undefined },
      Date.now(),
    );
    watch.current = mine;
    const seen = (): void => mine.seen(Date.now());
    const timer = setInterval(() => mine.look(Date.now()), LOOK_EVERY_MS);
    for (const sign of SIGNS) window.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
      watch.current = undefined;
      unwarn();
    };
  }, [idleMinutes]);
  useEffect(() => {
    if (idleMinutes !== undefined) watch.current?.follow({ idleMinutes, lockAt });
  }, [idleMinutes, lockAt]);
}
