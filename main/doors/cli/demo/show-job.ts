import { JOB_TITLES, type Job, type JobDetails } from '../../../../shared/domain/job.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { count, span } from './layout.js';
import { needed, type Scene } from './stage.js';

/** Runs a job of the story and shows it: its messages word for word, its steps with their times. */
export async function showJob(
  scene: Scene,
  request: { readonly type: Job['type']; readonly group: KeyGroup },
  work: () => Promise<Job>,
): Promise<Job> {
  const { story, workstation } = scene;
  const { value: job, ms } = await story.timed(`Job: ${JOB_TITLES[request.type]}, ${request.group.name}`, work);
  const details = needed(workstation.jobs.show(job.id));
  for (const { level, text } of details.messages) story.quote(text, level);
  story.text(
    `The job ${job.state.replaceAll('-', ' ')}; ${count(job.requests, 'request')} sent. Steps: ${stepsOf(details)}.`,
  );
  story.record({
    what: `${ACTIONS[job.type]} ${job.groupName}`,
    milliseconds: ms,
    requests: job.requests,
    outcome: job.state === 'failed' ? 'failed, on purpose' : job.state.replaceAll('-', ' '),
  });
  return job;
}

/** What was clicked. */
export const ACTIONS: Readonly<Record<Job['type'], string>> = {
  synchronize: 'Synchronize',
  rotate: 'Force Rotation',
  'delete-on-cloud': 'Delete on Cloud Service',
  'disable-older': 'Disable older versions',
  'enable-version': 'Enable version',
  'recover-deleted': 'Recover deleted key',
  'purge-deleted': 'Purge deleted key',
  'ceremony-upload': 'Upload key of a ceremony',
};

function stepsOf(job: JobDetails): string {
  return job.steps
    .map((step) => {
      const time = step.finishedAt === undefined ? 'not ended' : span(step.finishedAt - step.startedAt);
      return `${step.name} ${time}${step.state === 'failed' ? ' (failed)' : ''}`;
    })
    .join(', ');
}
