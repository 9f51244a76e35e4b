/** Asks at once, then at most once in `everyMs`, and once more at the end for what came meanwhile. */
export interface Throttle {
  readonly ask: () => void;
  readonly stop: () => void;
}

/** `work` is never running twice at once; a wish that comes while it runs is fulfilled after it. */
export function throttled(
  work: () => Promise<void>,
  everyMs: number,
  timers: {
    readonly set: (run: () => void, ms: number) => unknown;
    readonly clear: (timer: unknown) => void;
  },
): Throttle {
  let resting: unknown;
  let isWanted = false;
  let isStopped = false;
  let isBusy = false;
  const begin = (): void => {
    isBusy = true;
    isWanted = false;
    void work().finally(() => {
      isBusy = false;
      if (isStopped) return;
      resting = timers.set(() => {
        resting = undefined;
        if (isWanted) begin();
      }, everyMs);
    });
  };
  return {
    ask: () => {
      if (isStopped) return;
      if (isBusy || resting !== undefined) isWanted = true;
      else begin();
    },
    stop: () => {
      isStopped = true;
      if (resting !== undefined) timers.clear(resting);
    },
  };
}
