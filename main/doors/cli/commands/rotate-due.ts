import { JOB_TITLES, type Job } from '../../../../shared/domain/job.js';
import { fail } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { table } from '../show/table.js';
import { count } from '../show/text.js';

/** `keyferry rotate --due`: what the schedules of all groups ask for now, once. */
export function rotateDue(context: Context, name: string | undefined, due: boolean | undefined): Promise<Outcome> {
  if (due !== true) {
    return Promise.resolve(
      wrongUsage('No Key Group was named.', 'Name one, or give --due for all whose rotation is due.'),
    );
  }
  if (name !== undefined) {
    return Promise.resolve(
      wrongUsage(`--due is for all groups, and ${name} was named.`, `Leave one of them out: keyferry rotate ${name}.`),
    );
  }
  return withWorkstation(context, (session) => runDue(session), { vault: true });
}

async function runDue({ workstation, jobOptions, signal }: Session): Promise<Outcome> {
  const { RotationScheduler } = await import('../../../key-management/index.js');
  const { store, log, settings, keyManagement, clock } = workstation;
  if (!settings.designatedDevice) {
    return fail('not-designated', 'This workstation is not the designated device: its schedules rest.', {
      advice: 'Only one workstation rotates. To make it this one: keyferry config set designated-device on.',
    });
  }
  const { cloud } = keyManagement;
  const scheduler = new RotationScheduler(
    { store, clock, log, settings },
    {
      rotate: (group, dueAt) => cloud.rotate(group, { ...jobOptions, dueAt }),
      disableOlder: (group) => cloud.disableOlder(group, jobOptions),
      compare: (group) => keyManagement.drift.compare(group, signal),
      changed: () => undefined,
    },
  );
  const jobs = await scheduler.round(signal);
  const troubles = keyManagement.groups.troubles().size;
  const waiting = troubles === 0 ? '' : ` ${count(troubles, 'group')} could not be rotated and wait for another try.`;
  const data = { jobs: jobs.map(dataOf), waiting: troubles };
  if (jobs.length === 0) return done(data, `Nothing is due.${waiting}`);
  const text = table(
    ['Group', 'What', 'Outcome'],
    jobs.map((job) => [job.groupName, JOB_TITLES[job.type], job.result ?? job.state]),
  );
  const failed = jobs.filter((job) => !job.state.startsWith('succeeded')).length;
  if (failed === 0) return done(data, `${text}${waiting}`);
  const failure = fail('rotation-failed', `${failed} of ${count(jobs.length, 'job')} did not succeed.\n${text}`, {
    advice: 'See what went wrong: keyferry jobs list. It is tried again by the next call, later each time.',
  });
  return refused(failure.failure);
}

function dataOf({ id, type, groupName, vault, state, result }: Job) {
  return { id, type, group: groupName, vault, state, ...(result === undefined ? {} : { result }) };
}
