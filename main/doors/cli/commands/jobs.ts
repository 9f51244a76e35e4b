import type { Command } from 'commander';
import { JOB_TITLES, type Job, type JobDetails } from '../../../../shared/domain/job.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { parseWhole } from '../input/values.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { cancelQueued, resumeQueued } from './queue.js';
import { jobData, jobDetailsData } from '../show/nouns.js';
import { facts, table } from '../show/table.js';
import { clean, shortId, vaultLabel } from '../show/text.js';
import { span, when, whenUtc } from '../show/times.js';

const MOST = 100_000;
const USUAL = 50;

export function addJobsCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(program, 'jobs', 'Jobs: what was done in Azure, step by step', 'keyferry jobs list');
  addCommand<{ readonly limit?: string }>(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'the jobs, the newest first',
    examples: ['keyferry jobs list'],
    options: [option('--limit <number>', `at most so many (${USUAL} unless said otherwise)`)],
    run: list,
  });
  addCommand(family, invoke, {
    name: 'show',
    role: 'Auditor',
    args: [['<id>', 'the job, or the beginning of its id']],
    summary: 'one job with its steps and messages',
    examples: ['keyferry jobs show 1a2b3c4d'],
    run: (context, [id = '']) =>
      withWorkstation(context, ({ workstation }) => {
        const job = workstation.jobs.show(id);
        return Promise.resolve(job.ok ? shown(workstation, job.value) : job);
      }),
  });
  addQueueCommands(family, invoke);
}

function addQueueCommands(family: Command, invoke: Invoke): void {
  addCommand(family, invoke, {
    name: 'cancel',
    role: 'Operator',
    args: [['<id>', 'the job, or the beginning of its id']],
    summary: 'take a queued job out of the queue',
    examples: ['keyferry jobs cancel 1a2b3c4d'],
    run: cancelQueued,
  });
  addCommand(family, invoke, {
    name: 'resume',
    role: 'Operator',
    summary: 'begin what is queued, where the vault answers again',
    about: 'An open window does this by itself. In the order in which the jobs were queued, in the name of who asked.',
    examples: ['keyferry jobs resume'],
    run: resumeQueued,
  });
}

async function list(
  context: Context,
  _args: readonly string[],
  options: { readonly limit?: string },
): Promise<Outcome> {
  const limit = parseWhole(options.limit ?? String(USUAL), '--limit', 1, MOST);
  if (!limit.ok) return limit;
  return withWorkstation(context, ({ workstation }) => {
    const jobs = workstation.jobs.list(limit.value);
    const data = { jobs: jobs.map(jobData) };
    if (jobs.length === 0)
      return Promise.resolve(done(data, 'There was no job yet. Push a key, and one is there:\n  keyferry sync GROUP'));
    const rows = jobs.map((job) => [
      shortId(job.id),
      when(job.startedAt),
      job.type,
      job.groupName,
      vaultLabel(job.vault, job.practice),
      stateText(job),
    ]);
    return Promise.resolve(done(data, table(['Job', 'Started (UTC)', 'What', 'Group', 'Vault', 'State'], rows)));
  });
}

function stateText(job: Job): string {
  const words = job.state === 'succeeded-with-warnings' ? 'succeeded, warnings' : job.state;
  return job.reconciled ? words : `${words}, not reconciled`;
}

function shown(workstation: Workstation, job: JobDetails): Outcome {
  const group = workstation.keyManagement.groups.list().find((one) => one.id === job.groupId);
  const names = new Map((group ? workstation.keyManagement.keys.list(group) : []).map((key) => [key.id, key.name]));
  const head = facts([
    ['Job', job.id],
    ['What', JOB_TITLES[job.type]],
    ['Group', `${job.groupName} in the vault ${vaultLabel(job.vault, job.practice)}`],
    ['State', stateText(job)],
    ['Result', job.result ?? '-'],
    ['Keys', `${job.done} of ${job.total}`],
    ['By', job.by],
    ['Started', whenUtc(job.startedAt)],
    [
      'Ended',
      job.finishedAt === undefined ? '-' : `${whenUtc(job.finishedAt)} (${span(job.finishedAt - job.startedAt)})`,
    ],
    ['Requests sent', String(job.requests)],
  ]);
  const steps = table(
    ['Step', 'State', 'Key', 'Time', 'Last request id'],
    job.steps.map((step) => [
      step.name,
      step.state,
      step.keyId === undefined ? '' : (names.get(step.keyId) ?? shortId(step.keyId)),
      step.finishedAt === undefined ? '' : span(step.finishedAt - step.startedAt),
      step.requestId ?? '',
    ]),
  );
  const messages = job.messages.map(
    ({ time, level, text }) => `${when(time)}  ${level.padEnd(5)}  ${clean(text).replaceAll('\n', ' ')}`,
  );
  return done({ job: jobDetailsData(job) }, `${head}\n\n${steps}\n\nMessages (UTC)\n${messages.join('\n')}`);
}
