import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../../shared/describe-failure.js';
import { asId } from '../../../shared/domain/ids.js';
import type { Job, JobDetails, JobStep, StepName } from '../../../shared/domain/job.js';
import { adviceAfter, failureParts } from '../../../renderer/logging-and-reporting/job-panel/failure-parts.js';
import { jobWithRow } from '../../../renderer/logging-and-reporting/job-panel/job-with-row.js';
import { pushedVersions } from '../../../renderer/logging-and-reporting/job-panel/pushed-versions.js';
import { stepBlocks, type StepBlock } from '../../../renderer/logging-and-reporting/job-panel/step-groups.js';
import { throttled } from '../../../renderer/logging-and-reporting/job-panel/throttle.js';
import { aKey, aVersion, NOW } from '../key-management/make.js';

type Told = Parameters<typeof stepBlocks>[0];

/** `import!`: failed, `import...`: running, `import`: done; a key after an `@`. */
function steps(...told: readonly string[]): JobStep[] {
  return told.map((text, at) => {
    const [step = '', keyId] = text.split('@');
    const name = step.replace(/!|\.\.\./, '') as StepName;
    const state = step.endsWith('!') ? 'failed' : step.endsWith('...') ? 'running' : 'done';
    return {
      number: at + 1,
      name,
      state,
      startedAt: NOW + at * 1000,
      ...(state === 'running' ? {} : { finishedAt: NOW + at * 1000 + 500 }),
      ...(keyId === undefined ? {} : { keyId: asId.key(keyId) }),
    };
  });
}

function job(told: Partial<Told>): Told {
  return { type: 'synchronize', state: 'running', total: 1, steps: [], ...told };
}

/** Blocks as short texts: `import running`, `key A done [wrap done, ...]`, `3 more waiting`. */
function shown(told: Partial<Told>): string[] {
  return stepBlocks(job(told)).map(textOf);
}

function textOf(block: StepBlock): string {
  switch (block.kind) {
    case 'step':
      return `${block.shown.name} ${block.shown.state}`;
    case 'key': {
      const inner = block.key.steps.map(({ name, state }) => `${name} ${state}`).join(', ');
      return `key ${block.key.keyId} ${block.key.state} [${inner}]`;
    }
    case 'more-keys':
      return `${block.count} more ${block.state}`;
  }
}

describe('the steps of a push of one key', () => {
  test('are all to come before the first one began', () => {
    expect(shown({})).toEqual([
      'pre-flight waiting',
      'kek waiting',
      'wrap waiting',
      'import waiting',
      'compare waiting',
      'clean-up waiting',
    ]);
  });

  test('stand in one line, what is to come behind what was done', () => {
    expect(shown({ steps: steps('pre-flight', 'kek', 'wrap@A', 'import...@A') })).toEqual([
      'pre-flight done',
      'kek done',
      'wrap done',
      'import running',
      'compare waiting',
      'clean-up waiting',
    ]);
  });

  test('that failed say what was not reached, and the clean-up stands last', () => {
    expect(shown({ state: 'failed', steps: steps('pre-flight', 'kek', 'wrap@A', 'import!@A', 'clean-up') })).toEqual([
      'pre-flight done',
      'kek done',
      'wrap done',
      'import failed',
      'compare skipped',
      'clean-up done',
    ]);
  });

  test('that succeeded say nothing of steps that were not needed', () => {
    expect(shown({ type: 'rotate', state: 'succeeded', steps: steps('pre-flight', 'kek', 'clean-up') })).toEqual([
      'pre-flight done',
      'kek done',
      'clean-up done',
    ]);
  });

  test('that were cut off do not look as if they were still running', () => {
    expect(shown({ state: 'interrupted', steps: steps('pre-flight', 'kek', 'wrap@A', 'import...@A') })).toContain(
      'import unknown',
    );
  });

  test('while it cleans up nothing else is to come', () => {
    expect(shown({ steps: steps('pre-flight', 'kek', 'wrap@A', 'import!@A', 'clean-up...') })).toEqual([
      'pre-flight done',
      'kek done',
      'wrap done',
      'import failed',
      'clean-up running',
    ]);
  });
});

test('a rotation that takes up a key from before does not promise to make one', () => {
  expect(shown({ type: 'rotate', steps: steps('pre-flight...') })).not.toContain('generate waiting');
  expect(shown({ type: 'rotate' })[0]).toBe('generate waiting');
});

describe('the steps of a push of many keys', () => {
  test('are grouped by key, with what is to come for the key under way and the number of the others', () => {
    expect(
      shown({
        total: 5,
        steps: steps('pre-flight', 'kek', 'wrap@A', 'import@A', 'compare@A', 'wrap@B', 'import...@B'),
      }),
    ).toEqual([
      'pre-flight done',
      'kek done',
      'key A done [wrap done, import done, compare done]',
      'key B running [wrap done, import running, compare waiting]',
      '3 more waiting',
      'clean-up waiting',
    ]);
  });

  test('that failed at one key say so there, and how many were not reached', () => {
    expect(
      shown({ total: 4, state: 'failed', steps: steps('pre-flight', 'kek', 'wrap@A', 'import!@A', 'clean-up') }),
    ).toEqual([
      'pre-flight done',
      'kek done',
      'key A failed [wrap done, import failed]',
      '3 more skipped',
      'clean-up done',
    ]);
  });

  test('before the first key there is one line for all of them', () => {
    expect(shown({ total: 200, steps: steps('pre-flight...') })).toEqual([
      'pre-flight running',
      'kek waiting',
      '200 more waiting',
      'clean-up waiting',
    ]);
  });

  test('a key takes from its first step to its last', () => {
    const [block] = stepBlocks(job({ total: 2, steps: steps('wrap@A', 'import@A', 'compare@A') }));
    expect(block).toMatchObject({ kind: 'key', key: { startedAt: NOW, finishedAt: NOW + 2500 } });
  });
});

describe("a job's failure", () => {
  const failure = {
    code: 'forbidden-by-policy',
    message: 'The access policy lacks Import.',
    advice: 'Grant it, then do it again.',
    original: 'Caller is not authorized (see https://aka.ms/x).',
    requestId: '11111111-aaaa',
    serviceRequestId: '22222222-bbbb',
  };

  test('is taken apart into sentence, original text and ids', () => {
    expect(failureParts(describeFailure(failure))).toEqual({
      sentence: 'The access policy lacks Import. Grant it, then do it again.',
      original: failure.original,
      clientRequestId: failure.requestId,
      azureRequestId: failure.serviceRequestId,
    });
  });

  test.each(['requestId', 'serviceRequestId', 'original'] as const)('is taken apart without %s too', (left) => {
    const { [left]: _out, ...rest } = failure;
    const parts = failureParts(describeFailure(rest));
    expect(parts.sentence).toBe('The access policy lacks Import. Grant it, then do it again.');
    expect([parts.original, parts.clientRequestId, parts.azureRequestId]).toEqual([
      left === 'original' ? undefined : failure.original,
      left === 'requestId' ? undefined : failure.requestId,
      left === 'serviceRequestId' ? undefined : failure.serviceRequestId,
    ]);
  });

  test('of another form is all sentence, brackets included', () => {
    expect(failureParts('Stopped (by somebody)')).toMatchObject({
      sentence: 'Stopped (by somebody)',
      original: undefined,
    });
  });

  test('says what to do apart from what the failed step said', () => {
    expect(adviceAfter('Refused. Grant it.', 'Refused.')).toBe('Grant it.');
    expect(adviceAfter('Refused.', 'Refused.')).toBeUndefined();
    expect(adviceAfter('Other. Grant it.', 'Refused.')).toBeUndefined();
    expect(adviceAfter('Refused.', undefined)).toBeUndefined();
  });
});

describe('a job whose row is pushed and whose steps are asked for', () => {
  const row: Job = {
    id: asId.job('job-1'),
    type: 'synchronize',
    state: 'running',
    groupId: asId.group('group-1'),
    groupName: 'payroll',
    vault: 'contoso',
    practice: false,
    total: 1,
    done: 0,
    startedAt: NOW,
    requests: 1,
    reconciled: true,
    by: 'anna',
  };
  const ended: Job = { ...row, state: 'failed', finishedAt: NOW + 9000, result: 'Refused. Grant it.' };
  const withSteps = (of: Job, ...told: readonly string[]): JobDetails => ({
    ...of,
    steps: steps(...told),
    messages: [],
  });

  test('moves on with its row while it runs', () => {
    const before = withSteps(row, 'import...');
    expect(jobWithRow(before, { ...row, requests: 5 }, false)).toEqual({ ...before, requests: 5 });
  });

  test('has ended when the steps it ended with are there, not before', () => {
    const before = withSteps(row, 'import...');
    expect(jobWithRow(before, ended, false)).toBe(before);
    expect(jobWithRow(withSteps(ended, 'import!'), ended, false)).toEqual(withSteps(ended, 'import!'));
  });

  test('has ended though the steps cannot be had', () => {
    expect(jobWithRow(withSteps(row, 'import...'), ended, true)).toEqual(withSteps(ended, 'import...'));
  });

  test('stays ended where its steps were faster than its row', () => {
    const after = withSteps(ended, 'import!');
    expect(jobWithRow(after, row, false)).toBe(after);
  });
});

describe('the versions of a job', () => {
  const key = aKey({ name: 'payroll-001' });
  const compared: JobDetails['steps'] = steps(`compare@${key.id}`);

  test('are those of the keys whose comparison succeeded', () => {
    const keys = [{ ...key, versions: [aVersion({ version: 'mine', pushedAt: NOW })] }];
    expect(pushedVersions({ type: 'synchronize', steps: compared }, keys)).toEqual([
      { keyName: 'payroll-001', version: 'mine' },
    ]);
    expect(pushedVersions({ type: 'synchronize', steps: steps(`compare!@${key.id}`) }, keys)).toEqual([]);
    expect(pushedVersions({ type: 'delete-on-cloud', steps: compared }, keys)).toEqual([]);
  });

  test('do not include what a later job pushed, nor keys that are gone', () => {
    const later = aVersion({ version: 'later', pushedAt: NOW + 60_000 });
    const keys = [{ ...key, versions: [aVersion({ version: 'mine', pushedAt: NOW }), later] }];
    expect(pushedVersions({ type: 'synchronize', steps: compared }, keys)[0]?.version).toBe('mine');
    expect(pushedVersions({ type: 'synchronize', steps: compared }, [])).toEqual([]);
  });
});

describe('asking again while a job runs', () => {
  function bench() {
    const timers = new Map<number, () => void>();
    let last = 0;
    let asked = 0;
    const ends: (() => void)[] = [];
    const throttle = throttled(
      () => {
        asked += 1;
        return new Promise<void>((resolve) => ends.push(resolve));
      },
      300,
      {
        set: (run) => {
          last += 1;
          timers.set(last, run);
          return last;
        },
        clear: (timer) => timers.delete(Number(timer)),
      },
    );
    return {
      throttle,
      asked: () => asked,
      pending: () => timers.size,
      end: async () => {
        ends.shift()?.();
        await new Promise((resolve) => setImmediate(resolve));
      },
      rest: () => {
        const runs = [...timers.values()];
        timers.clear();
        for (const run of runs) run();
      },
    };
  }

  test('asks at once, and never twice at the same time', () => {
    const { throttle, asked } = bench();
    throttle.ask();
    throttle.ask();
    throttle.ask();
    expect(asked()).toBe(1);
  });

  test('what came while it asked or rested is asked for once more, not lost', async () => {
    const { throttle, asked, end, rest } = bench();
    throttle.ask();
    throttle.ask();
    await end();
    throttle.ask();
    expect(asked()).toBe(1);
    rest();
    expect(asked()).toBe(2);
    await end();
    rest();
    expect(asked()).toBe(2);
  });

  test('stops for good', async () => {
    const { throttle, asked, end, pending } = bench();
    throttle.ask();
    throttle.stop();
    await end();
    throttle.ask();
    expect([asked(), pending()]).toEqual([1, 0]);
  });
});
