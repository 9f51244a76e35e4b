import { describe, expect, test } from 'vitest';
import { must } from '../support/must.js';
import { parseFault } from '../../main/practice-vault/index.js';
import { refusal, TestWindow, value } from '../support/window.js';

async function fault(window: TestWindow, words: string): Promise<void> {
  await window.practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
}

/** A push that failed because nobody answered, in a window. */
async function failedPush(window: TestWindow, name: string) {
  const group = await window.group(name, 1);
  await fault(window, 'unreachable times=always');
  await fault(window, 'unreachable on=token times=always');
  return window.ended(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
}

describe('a job whose vault cannot be reached, in the window', () => {
  test('is queued, shown, and begins by itself when the vault answers again', async () => {
    const window = await TestWindow.ready();
    const failed = await failedPush(window, 'payroll');
    expect(failed).toMatchObject({ state: 'failed', mayQueue: true });
    const { loggingAndReporting, administration } = window.bridge;
    await window.until(() => window.told('administration').some(({ unreachable }) => unreachable.length > 0));
    expect(value(await administration.snapshot()).unreachable[0]).toMatchObject({ why: 'ECONNREFUSED' });
    const { jobId } = value(await loggingAndReporting.queueJob({ jobId: failed.id }));
    expect(value(await loggingAndReporting.job({ jobId })).state).toBe('queued');
    expect(refusal(await loggingAndReporting.repeatJob({ jobId })).code).toBe('job-running');
    expect(refusal(await loggingAndReporting.queueJob({ jobId: failed.id })).code).toBe('cannot-be-queued');
    await window.practice.admin({ call: 'clear-faults' });
    await window.until(() => {
      // Whoever waits in the background is woken by time that others let pass.
      window.practice.clock.advance(1000);
      return jobsTold(window).some(({ id, state }) => id === jobId && state === 'succeeded');
    });
    await window.until(() => window.told('administration').at(-1)?.unreachable.length === 0);
  });

  test('is taken out of the queue by Cancel, like any other job', async () => {
    const window = await TestWindow.ready();
    const failed = await failedPush(window, 'payroll');
    const { loggingAndReporting } = window.bridge;
    const { jobId } = value(await loggingAndReporting.queueJob({ jobId: failed.id }));
    value(await loggingAndReporting.cancelJob({ jobId }));
    expect(value(await loggingAndReporting.job({ jobId })).state).toBe('cancelled');
    await window.until(() => jobsTold(window).some(({ id, state }) => id === jobId && state === 'cancelled'));
    expect(refusal(await loggingAndReporting.cancelJob({ jobId })).code).toBe('job-not-running');
  });
});

function jobsTold(window: TestWindow) {
  return window.told('loggingAndReporting').flatMap((push) => ('jobs' in push ? push.jobs : []));
}
