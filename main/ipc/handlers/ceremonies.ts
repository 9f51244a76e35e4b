import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { ok, type Result } from '../../../shared/result.js';
import {
  editPlan,
  newPlanText,
  proposedDate,
  readPlan,
  recordPdf,
  rememberFolder,
  scriptPdf,
  type CeremonyRun,
  type ReadPlan,
} from '../../ceremonies/index.js';
import { exportBytes } from '../../logging-and-reporting/index.js';
import {
  ceremoniesView,
  fromBase64,
  kekView,
  packageView,
  planCheckView,
  spoken,
  stepInputOf,
} from '../ceremony-views.js';
import { readyToUpload, signWithOwnKey, testShares, verifyFiles, writeBinder } from '../ceremony-files.js';
import { exportFile, outFolder } from '../export-file-name.js';
import type { OpenRooms } from '../open-rooms.js';
import { openRunsOf } from '../open-runs.js';
import type { Handlers } from '../types.js';

/** Ceremonies. */
export const ceremonies: Handlers<'ceremonies'> = {
  snapshot: (_nothing, { rooms: { workstation } }) => ok(ceremoniesView(workstation)),

  newPlan: ({ kind, mode }, { rooms }) => {
    const date = proposedDate(mode, rooms.workstation.clock.now());
    const id = `${date}-${mode === 'PRACTICE' ? 'rehearsal' : 'ceremony'}`;
    return ok({ text: newPlanText({ kind, mode, id, date, blank: true }) });
  },

  checkPlan: ({ text }, { rooms }) => ok(planCheckView(text, rooms.workstation.clock.now())),

  editPlan: ({ text, draft }) => editPlan(text, draft),

  savePlan: ({ text, file, overwrite }) =>
    exportBytes(Buffer.from(text, 'utf8'), { file: exportFile(file, ['.yaml', '.yml', '.json']), overwrite }),

  writeScript: async ({ text, file, overwrite }, { rooms }) => {
    const plan = planOf(text);
    if (!plan.ok) return plan;
    const pdf = await scriptPdf(plan.value.plan, rooms.workstation.clock.now());
    return exportBytes(pdf, { file: exportFile(file, ['.pdf']), overwrite });
  },

  begin: ({ text, folder }, { rooms }) => {
    const plan = planOf(text);
    return plan.ok ? opened(rooms, plan.value, folder) : plan;
  },

  resume: ({ id, folder }, { rooms }) => {
    const found = rooms.workstation.ceremonies.find(id);
    if (!found.ok) return found;
    const { plan, stored } = found.value;
    return opened(rooms, { plan, sha256: stored.planSha256 }, folder);
  },

  current: ({ id }, { rooms }) => {
    const run = openRunsOf(rooms.workstation).need(id);
    return run.ok ? ok(run.value.current()) : run;
  },

  act: ({ id, by, input }, { rooms }) =>
    changed(rooms, id, async (run) => {
      const done = await run.act(stepInputOf(input), by);
      return done.ok ? ok(done.value.view) : done;
    }),

  exception: ({ id, sheet }, { rooms }) => changed(rooms, id, (run) => run.exception(sheet)),

  abort: ({ id, why }, { rooms }) => changed(rooms, id, (run) => run.abort(why)),

  signedOnPaper: ({ id, ...said }, { rooms }) =>
    changed(rooms, id, (run) => rooms.workstation.ceremonies.signedOnPaper(run, said)),

  sign: ({ id, passphrase, ...said }, { rooms, station }) =>
    changed(rooms, id, (run) =>
      // A passphrase is tried here too: no faster than at the login.
      station.checkLogin(() => signWithOwnKey(rooms.workstation, run, { ...said, passphrase })),
    ),

  writeRecord: async ({ id, file, overwrite }, { rooms: { workstation } }) => {
    const found = workstation.ceremonies.find(id);
    if (!found.ok) return found;
    const pdf = await recordPdf(Buffer.from(found.value.record, 'utf8'), workstation.clock.now());
    return pdf.ok ? exportBytes(pdf.value, { file: exportFile(file, ['.pdf']), overwrite }) : pdf;
  },

  writeBinder: ({ id, folder }, { rooms }) => writeBinder(rooms.workstation, id, outFolder(folder)),

  verifyRecord: (request) => verifyFiles(request),

  testShares: ({ escrowFile, shares }, { rooms }) => testShares(rooms.workstation, fromBase64(escrowFile), shares),

  makeKek: async ({ credentialId, vault, valid, file, overwrite }, { rooms }) => {
    const { workstation } = rooms;
    const credential = workstation.credentials.byId(credentialId);
    if (!credential.ok) return credential;
    const ready = await workstation.ensurePracticeVault(credential.value, vault);
    if (!ready.ok) return ready;
    let receipt = { file: '', sha256: '' };
    const made = await workstation.ceremonyKeys.keks.make(
      { credential: credential.value.name, vault, valid },
      ({ file: bytes }) => {
        const written = exportBytes(bytes, { file: exportFile(file, ['.json']), overwrite });
        if (written.ok) receipt = written.value;
        return Promise.resolve(written.ok ? ok(undefined) : written);
      },
      rooms.jobs.sealing,
    );
    rooms.announcer.ceremoniesChanged();
    if (!made.ok) return made;
    return ok({
      ...receipt,
      kek: kekView(made.value.record),
      fingerprint: spoken('SHA-256 of the KEK', made.value.spkiSha256),
    });
  },

  removeKek: async ({ name }, { rooms }) => {
    const removed = await rooms.workstation.ceremonyKeys.keks.remove(name);
    rooms.announcer.ceremoniesChanged();
    return removed.ok ? ok(undefined) : removed;
  },

  readPackage: ({ bytes }, { rooms }) => {
    const read = rooms.workstation.ceremonyKeys.upload.read(fromBase64(bytes));
    return read.ok ? ok(packageView(read.value)) : read;
  },

  upload: async ({ bytes, credentialId, workstationKey, word, removeKek = false, closing }, { rooms }) => {
    const { workstation, announcer, jobs } = rooms;
    const file = exportFile(closing, ['.json', '.jsonl']);
    const ready = readyToUpload(workstation, fromBase64(bytes), { word, closing: file });
    if (!ready.ok) return ready;
    const credential = workstation.credentials.byId(credentialId);
    if (!credential.ok) return credential;
    const done = await workstation.ceremonyKeys.upload.run(
      { file: fromBase64(bytes), credential: credential.value.name, workstationKey, removeKek },
      { signal: jobs.sealing, watcher: (job) => announcer.jobChanged(job) },
    );
    announcer.ceremoniesChanged();
    if (!done.ok) return done;
    const { ceremony, keys, kekRemoved, closing: record, closedBefore, failure } = done.value;
    for (const job of done.value.jobs) announcer.jobChanged(job);
    const written = record && exportBytes(record, { file, overwrite: false });
    // One that was closed before is a fact, whether or not its record has to be written once more.
    if (written && !written.ok && !closedBefore) return written;
    return ok({
      ceremony,
      keys: keys.map(({ group, vault, key, version, spkiSha256 }) => ({ group, vault, key, version, spkiSha256 })),
      jobs: done.value.jobs.map((job) => job.id),
      ...(kekRemoved === undefined ? {} : { kekRemoved }),
      ...(written?.ok ? { closing: written.value } : {}),
      ...(closedBefore ? { closedBefore } : {}),
      ...(failure
        ? { failure: { message: failure.message, ...(failure.advice === undefined ? {} : { advice: failure.advice }) } }
        : {}),
    });
  },
};

function planOf(text: string): Result<ReadPlan> {
  return readPlan(Buffer.from(text, 'utf8'));
}

function opened(rooms: OpenRooms, plan: ReadPlan, folder: string): Result<RunView> {
  const { ceremonies: room, store } = rooms.workstation;
  const run = room.open(plan, outFolder(folder));
  if (!run.ok) return run;
  rememberFolder(store, plan.plan.id, outFolder(folder));
  openRunsOf(rooms.workstation).put(run.value.run);
  rooms.announcer.ceremoniesChanged();
  return ok(run.value.run.current());
}

async function changed(
  rooms: OpenRooms,
  id: string,
  change: (run: CeremonyRun) => Promise<Result<RunView>> | Result<RunView>,
): Promise<Result<RunView>> {
  const run = openRunsOf(rooms.workstation).need(id);
  if (!run.ok) return run;
  const view = await change(run.value);
  rooms.announcer.ceremoniesChanged();
  return view;
}
