import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;

const thisMinute = (): number => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

function everyMinute(changed: () => void): () => void {
  const timer = setInterval(changed, 5000);
  return () => clearInterval(timer);
}

/** The time, UTC milliseconds, to the minute: what depends on it is drawn anew once a minute. */
export function useNow(): number {
  return useSyncExternalStore(everyMinute, thisMinute);
}
