import { describe, expect, test } from 'vitest';
import { IdleWatch } from '../../../renderer/app/idle-watch.js';
import { SAMPLE_NOW as NOW } from '../../support/view-samples.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function watching(idleMinutes = 5, lockAt?: number) {
  const acts: string[] = [];
  const watch = new IdleWatch(
    {
      stillHere: () => acts.push('still here'),
      warn: (why) => acts.push(`warn: ${why}`),
      unwarn: () => acts.push('unwarn'),
    },
    { idleMinutes, lockAt },
    NOW,
  );
  return { watch, acts };
}

describe('the idle lock in the window', () => {
  test('tells main that somebody is here, at most every twenty seconds', () => {
    const { watch, acts } = watching();
    for (let second = 1; second <= 60; second += 1) watch.seen(NOW + second * SECOND);
    expect(acts).toEqual(['still here', 'still here', 'still here']);
  });

  test('warns once, a minute before, and takes it back at the first sign of somebody', () => {
    const { watch, acts } = watching();
    watch.look(NOW + 4 * MINUTE - SECOND);
    expect(acts).toEqual([]);
    watch.look(NOW + 4 * MINUTE);
    watch.look(NOW + 4 * MINUTE + 5 * SECOND);
    expect(acts).toEqual(['warn: idle']);
    watch.seen(NOW + 4 * MINUTE + 10 * SECOND);
    expect(acts).toEqual(['warn: idle', 'still here', 'unwarn']);
  });

  test('warns of the absolute limit however busy one is', () => {
    const { watch, acts } = watching(5, NOW + 8 * MINUTE);
    watch.seen(NOW + 7 * MINUTE + SECOND);
    expect(acts).toEqual(['still here', 'warn: limit']);
  });

  test('follows a changed setting, and warns later with a lock after one minute', () => {
    const { watch, acts } = watching();
    watch.follow({ idleMinutes: 1, lockAt: undefined });
    watch.look(NOW + 35 * SECOND);
    expect(acts).toEqual([]);
    watch.look(NOW + 45 * SECOND);
    expect(acts).toEqual(['warn: idle']);
  });
});
