import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LOG_LEVELS, type ExportFormat, type ExportReceipt } from '../../../../../shared/domain/log-event.js';
import { firstBrokenLink } from '../../../../logging-and-reporting/index.js';
import { count, shortened, span } from '../layout.js';
import { ACTIONS } from '../show-job.js';
import { needed, StoryBroken, type Scene } from '../stage.js';

/** Jobs, the Azure Service log, Export File, the chain of hashes. Answers the exported files. */
export async function showEvidence(scene: Scene): Promise<readonly ExportReceipt[]> {
  const { story } = scene;
  story.chapter(
    'Logging and Reporting',
    'Every job, and every request it sent, is on record. INFO: completed. WARN: completed, with errors that were recovered. ERROR: could not be completed.',
  );
  showJobs(scene);
  story.space();
  showLog(scene);
  story.space();
  const files = [
    await exportLog(scene, 'azure-service-log', 'text'),
    await exportLog(scene, 'complete-log', 'jsonl'),
  ] as const;
  await verifyChain(scene);
  story.record({
    what: 'Export File',
    milliseconds: files.reduce((sum, file) => sum + file.ms, 0),
    outcome: `${files.length} files, ${count(
      files.reduce((sum, file) => sum + file.rows, 0),
      'row',
    )}`,
  });
  return files;
}

function showJobs({ story, workstation }: Scene): void {
  const jobs = [...workstation.jobs.list()].reverse();
  story.lines('Jobs');
  story.table(
    ['job', 'group', 'state', 'keys', 'requests', 'took'],
    jobs.map((job) => [
      ACTIONS[job.type],
      job.groupName,
      job.state.replaceAll('-', ' '),
      `${job.done}/${job.total}`,
      String(job.requests).padStart(8),
      job.finishedAt === undefined ? '-' : span(job.finishedAt - job.startedAt).padStart(6),
    ]),
  );
}

/** How many events of each level, and all that is not INFO. */
function showLog({ story, workstation }: Scene): void {
  const { log } = workstation;
  const numbers = LOG_LEVELS.map((level) => `${log.count({ service: 'Azure Service', level })} ${level}`).join(', ');
  story.text(`System Logs, Azure Service: ${numbers}. What was not smooth (the whole of it is in the export):`);
  for (const event of log.each({ service: 'Azure Service' })) {
    if (event.level !== 'INFO') story.quote(shortened(`#${event.sequence} ${event.message}`, 160), event.level);
  }
}

interface TimedReceipt extends ExportReceipt {
  readonly ms: number;
}

/** Exports under a name that is free, and reads the file again. */
async function exportLog(scene: Scene, name: string, format: ExportFormat): Promise<TimedReceipt> {
  const { story, workstation, outputFolder } = scene;
  const file = freeName(outputFolder, name, format === 'text' ? 'txt' : format);
  const filter = format === 'text' ? ({ service: 'Azure Service' } as const) : {};
  const { value, ms } = await story.timed(`Export File ${relative(process.cwd(), file)}`, () =>
    workstation.logExports.export({ file, format, filter, overwrite: false }),
  );
  const receipt = needed(value);
  const again = createHash('sha256').update(readFileSync(receipt.file)).digest('hex');
  if (again !== receipt.sha256) throw new StoryBroken(`${receipt.file} is not what was written.`);
  story.lines(`${count(receipt.rows, 'row')}, SHA-256 ${receipt.sha256}`);
  return { ...receipt, ms };
}

/** `NAME.txt`, else `NAME-2.txt`, `NAME-3.txt`: exports of earlier runs stay. */
function freeName(folder: string, name: string, ending: string): string {
  for (let number = 1; ; number += 1) {
    const file = join(folder, `${name}${number === 1 ? '' : `-${number}`}.${ending}`);
    if (!existsSync(file)) return file;
  }
}

/** The whole log is verified; then one word of a copy is changed, and the change is found. */
async function verifyChain({ story, workstation }: Scene): Promise<void> {
  const { log } = workstation;
  const events = [...log.each({})];
  const { value: broken, ms } = await story.timed(`log chain verified: ${count(events.length, 'event')}`, () =>
    log.verify(),
  );
  if (broken !== undefined) throw new StoryBroken(`The log is broken at event ${broken}.`);
  const forged = events.map((event) =>
    event.event === 'job-failed' ? { ...event, message: event.message.replace('Import', 'Export') } : event,
  );
  const found = firstBrokenLink(forged);
  if (found === undefined) throw new StoryBroken('A change in a copy of the log was not noticed.');
  story.good(`The chain is whole. One word changed in a copy of it is noticed at once: event #${found} does not fit.`);
  story.record({ what: 'Verify the log', milliseconds: ms, outcome: `${count(events.length, 'event')} in one chain` });
}
