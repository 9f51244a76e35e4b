import { expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { realFiles, type Files } from '../../main/store/index.js';
import { readClosingRecord } from '../../main/ceremonies/packages/closing-record.js';
import { airGapped, holdCeremony, kekFor, online, planOf, upload } from '../support/ceremony-trip.js';
import { must } from '../support/must.js';

/** One of three: what comes after a commit, a request or another commit, is of both kinds among them. */
const EVERY = 3;

/** A disk that takes nothing any more from one write on, as when the process is gone. */
class Mortal {
  #left = Number.POSITIVE_INFINITY;
  readonly files: Files = {
    ...realFiles,
    write: (descriptor, bytes, position) => {
      this.#left -= 1;
      if (this.#left < 0) throw new Error('killed');
      realFiles.write(descriptor, bytes, position);
    },
  };

  dieAfter(writes: number): void {
    this.#left = writes;
  }
}

test('killed before every third commit of an upload, and started again: nothing twice, the KEK gone, the ceremony closed', async () => {
  const there = await airGapped();
  let moments = 0;
  for (let dieAt = 0; ; dieAt += EVERY) {
    const mortal = new Mortal();
    const here = await online({ files: mortal.files });
    const plan = planOf({ id: `killed-at-${dieAt}` });
    const file = await holdCeremony(there, await kekFor(here, plan), plan);
    mortal.dieAfter(dieAt);
    const whole = await upload(here, there, file).then(
      () => true,
      (error: unknown) => {
        expect(String(error)).toContain('killed');
        return false;
      },
    );
    mortal.dieAfter(Number.POSITIVE_INFINITY);
    if (whole) break;
    moments += 1;
    await here.restart();
    const done = await upload(here, there, file);
    expect(done.failure, `killed at ${dieAt}`).toBeUndefined();
    expect(await here.versions(), `in the vault, killed at ${dieAt}`).toHaveLength(1);
    expect(here.practice.service.requests.get('import 200')).toBe(1);
    expect(here.keys().map(keyState)).toEqual(['active']);
    expect(await here.keksInVault(), `a KEK is left, killed at ${dieAt}`).toEqual([]);
    expect(must(readClosingRecord(done.closing ?? new Uint8Array())).keys).toHaveLength(1);
    expect(here.workstation.jobs.unfinished()).toEqual([]);
    expect(here.log().filter(({ event }) => event === 'ceremony-closed')).toHaveLength(1);
    here.close();
  }
  expect(moments).toBeGreaterThan(4);
});
