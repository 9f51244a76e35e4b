import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { Job, JobDetails } from '../../../shared/domain/job.js';
import { fail, ok } from '../../../shared/result.js';
import { verifyLive } from '../../logging-and-reporting/index.js';
import { ENDINGS, exportFile } from '../export-file-name.js';
import type { Handlers } from '../types.js';

/** So many jobs the list of a window holds. */
const JOBS_SHOWN = 500;

/** Logging and Reporting > Jobs, System Logs, Reports. */
export const loggingAndReporting: Handlers<'loggingAndReporting'> = {
  snapshot: (_nothing, { rooms: { workstation } }) => {
    const { lastSequence } = workstation.log;
    return ok({ jobs: workstation.jobs.list(JOBS_SHOWN), log: { total: lastSequence, lastSequence } });
  },

  job: ({ jobId }, { rooms }) => {
    const shown = rooms.workstation.jobs.show(jobId);
    if (!shown.ok) return shown;
    const { steps, messages, ...job } = shown.value;
    return ok({ ...job, steps: [...steps], messages: [...messages] });
  },

  cancelJob: ({ jobId }, { rooms }) => {
    const { queue } = rooms.workstation.keyManagement;
    if (!queue.list().some(({ id }) => id === jobId)) return rooms.jobs.cancel(jobId);
    const cancelled = queue.cancel(jobId);
    if (!cancelled.ok) return cancelled;
    rooms.announcer.jobChanged(cancelled.value);
    return ok(undefined);
  },

  queueJob: ({ jobId }, { rooms }) => {
    const { workstation, announcer } = rooms;
    const queued = workstation.keyManagement.queue.add(jobId);
    if (!queued.ok) return queued;
    const before = workstation.jobs.show(jobId);
    if (before.ok) announcer.jobChanged(jobOf(before.value));
    announcer.jobChanged(queued.value);
    rooms.queue.nudge();
    return ok({ jobId: queued.value.id });
  },

  repeatJob: async ({ jobId }, { rooms }) =>
    rooms.jobs.start((options) => rooms.workstation.keyManagement.repeat(jobId, options)),

  logPage: async ({ filter, offset, limit }, { rooms }) => {
    const page = await rooms.workstation.logPages.page(filter, offset, limit);
    return ok({ ...page, events: [...page.events] });
  },

  verifyLog: async (_nothing, { rooms }) => {
    const { workstation, announcer, jobs } = rooms;
    const onProgress = (done: number, total: number): void => announcer.progress({ what: 'verify', done, total });
    const found = await verifyLive(workstation.log, { signal: jobs.sealing, onProgress });
    if (!found) return fail('cancelled', 'The verification was cancelled: the workstation is being sealed.');
    const findings = found.findings.map((finding) => ({ ...finding }));
    const newest = found.newest.map((one) => ({ ...one, signers: one.signers.map((signer) => ({ ...signer })) }));
    return ok({ ...found, findings, newest, key: workstation.log.checkpoints?.verifierKey ?? '' });
  },

  feed: (_nothing, { rooms }) => ok(rooms.workstation.logFeed.state()),

  suggestFile: ({ name }) => {
    const documents = join(homedir(), 'Documents');
    return ok({ file: join(existsSync(documents) ? documents : homedir(), basename(name)) });
  },

  chooseFile: async ({ file }, { station }) => {
    const { chooseFile } = station.facts;
    if (!chooseFile) return fail('no-dialog', 'This window has no file dialog: type the name of the file.');
    const chosen = await chooseFile(file);
    return ok(chosen === undefined ? {} : { file: chosen });
  },

  exportLogs: async ({ file, ...request }, { rooms: { workstation, announcer, jobs } }) => {
    const total = workstation.log.lastSequence;
    const written = await workstation.logExports.export(
      { ...request, file: exportFile(file, ENDINGS[request.format]) },
      {
        signal: jobs.sealing,
        onProgress: (done) => announcer.progress({ what: 'export', done, total: Math.max(done, total) }),
      },
    );
    if (!written.ok) return written;
    const { manifest: _, ...receipt } = written.value;
    return ok(receipt);
  },

  report: (request, { rooms }) => rooms.workstation.reports.make(request),

  exportReport: ({ file, ...request }, { rooms }) =>
    rooms.workstation.reports.export({ ...request, file: exportFile(file, ENDINGS[request.format]) }),
};

function jobOf({ steps: _, messages: __, ...job }: JobDetails): Job {
  return job;
}
