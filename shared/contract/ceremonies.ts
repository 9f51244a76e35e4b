import { z } from 'zod';
import { CEREMONY_KINDS, CEREMONY_MODES } from '../domain/ceremony/plan.js';
import { planDraft, planFinding, stepDraft } from '../domain/ceremony/plan-draft.js';
import { RECORD_FINDINGS, type RecordVerification } from '../domain/ceremony/verification.js';
import { ceremonyOutput, ceremonySummary, exceptionInput, readAloudValue, runView } from '../domain/ceremony/view.js';
import { command, confirmed, query } from './define.js';
import { credentialId, filePath, jobId, moment, nothing } from './parts.js';

/** Bytes cross the bridge as base64 text. */
const bytes = z
  .base64('This is no base64.')
  .max(900_000, 'This file is too large for the window; the command line takes larger ones.');
const planText = z.string().max(300_000, 'This is too long for a plan.');
const place = { file: filePath, overwrite: z.boolean() };
const id = z.string().min(1).max(60);
const person = z.string().trim().min(1, 'Say who.').max(127);
const says = z.enum(['agree', 'disagree']);
const remark = z.string().trim().min(1).max(1000);
const folder = filePath;

/** An answer to a step as shared/domain/ceremony/view.ts has it, with bytes as text. */
export const wireInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('go') }),
  z.strictObject({ kind: z.literal('word'), word: z.string().max(200) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1, 'Type what you see.').max(500) }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().min(1).max(255),
    bytes,
    kid: z.string().trim().min(1).max(300).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('share'), share: z.string().trim().min(1, 'Give the share.').max(2000) }),
  z.strictObject({
    kind: z.literal('shares'),
    shares: z.array(z.string().trim().min(1).max(2000)).min(1).max(16),
    escrowFile: bytes,
  }),
  z.strictObject({
    kind: z.literal('agreements'),
    agreements: z
      .array(z.strictObject({ name: z.string().min(1).max(100), says, remark: remark.exactOptional() }))
      .min(1)
      .max(40),
  }),
  z.strictObject({ kind: z.literal('differs'), seen: z.string().trim().min(1, 'Say what is seen.').max(2000) }),
]);
export type WireInput = z.input<typeof wireInput>;

/** What is wrong with a plan, and what it says of itself where it can be read. */
export const planCheck = z.strictObject({
  findings: z.array(planFinding),
  /** For the form; absent where a form cannot show the text. */
  draft: planDraft.exactOptional(),
  /** The script of the kind, as far as the plan is known. */
  script: z.array(stepDraft),
  plan: z
    .strictObject({
      id: z.string(),
      kind: z.enum(CEREMONY_KINDS),
      mode: z.enum(CEREMONY_MODES),
      people: z.array(z.string()),
      keys: z.array(z.string()),
      steps: z.number().int(),
      fingerprint: readAloudValue,
    })
    .exactOptional(),
});
export type PlanCheckView = z.infer<typeof planCheck>;

const receipt = z.strictObject({ file: z.string(), sha256: z.string() });

/** A KEK that was made here for a ceremony. */
export const kekView = z.strictObject({
  name: z.string(),
  vault: z.string(),
  ceremony: z.string().exactOptional(),
  practice: z.boolean(),
  bits: z.number().int(),
  madeBy: z.string(),
  createdAt: moment,
  expiresOn: moment,
  state: z.enum(['planned', 'created', 'deleted', 'purged', 'absent']),
});
export type KekView = z.infer<typeof kekView>;

/** What a ceremony package says of itself, before anything is done with it. */
export const packageView = z.strictObject({
  ceremony: z.string(),
  mode: z.enum(CEREMONY_MODES),
  madeAt: z.string(),
  vault: z.string(),
  kid: z.string(),
  keys: z.array(z.strictObject({ group: z.string(), type: z.string(), vault: z.string(), spkiSha256: z.string() })),
  sha256: readAloudValue,
  /** The key that signed it, as it names it itself. */
  workstationKey: readAloudValue,
});
export type PackageView = z.infer<typeof packageView>;

/** How far an upload came. */
export const uploadView = z.strictObject({
  ceremony: z.string(),
  keys: z.array(
    z.strictObject({
      group: z.string(),
      vault: z.string(),
      key: z.string(),
      version: z.string(),
      /** Of the package, of the record, and of what the vault answered: the same, or the job has failed. */
      spkiSha256: z.string(),
    }),
  ),
  jobs: z.array(jobId),
  kekRemoved: z.enum(['purged', 'deleted', 'absent', 'left']).exactOptional(),
  /** The closing record, where everything is in the vault. */
  closing: receipt.exactOptional(),
  /** It was uploaded and closed at an earlier time: nothing was done now. */
  closedBefore: z.strictObject({ at: z.string(), by: z.string() }).exactOptional(),
  /** What stopped it; done again, it goes on there. */
  failure: z.strictObject({ message: z.string(), advice: z.string().exactOptional() }).exactOptional(),
});
export type UploadView = z.infer<typeof uploadView>;

/** What a verification of a record found. */
const verificationView = z.strictObject({
  sound: z.boolean(),
  findings: z
    .array(
      z.strictObject({ kind: z.enum(RECORD_FINDINGS), line: z.number().int().exactOptional(), sentence: z.string() }),
    )
    .readonly(),
  remarks: z.array(z.string()).readonly(),
  limits: z.array(z.string()).readonly(),
  ceremony: z.string().exactOptional(),
  mode: z.enum(CEREMONY_MODES).exactOptional(),
  result: z.enum(['completed', 'failed', 'aborted']).exactOptional(),
  fingerprint: z.string().exactOptional(),
  planSha256: z.string().exactOptional(),
  workstationId: z.string().exactOptional(),
  workstationKey: z.string().exactOptional(),
  lines: z.number().int(),
  steps: z.number().int(),
  sheets: z.number().int(),
  outputs: z.array(ceremonyOutput).readonly(),
  signers: z
    .array(
      z.strictObject({
        by: z.string(),
        as: z.enum(['workstation', 'participant']),
        says,
        on: z.enum(['key', 'paper']),
        state: z.enum(['valid', 'wrong', 'unknown-key']),
      }),
    )
    .readonly(),
});
verificationView satisfies z.ZodType<RecordVerification>;

/** What became of each share that was typed, and whether they would do together. Nothing is put together for it. */
const shareTest = z.strictObject({
  ceremony: z.string(),
  mode: z.enum(CEREMONY_MODES),
  setId: z.string(),
  threshold: z.number().int(),
  total: z.number().int(),
  shares: z.array(
    z.strictObject({
      /** Present: it is the one that was made. */
      index: z.number().int().exactOptional(),
      holder: z.string().exactOptional(),
      /** It is fine, and was given before. */
      again: z.boolean(),
      /** What is wrong with it. */
      problem: z.string().exactOptional(),
      advice: z.string().exactOptional(),
    }),
  ),
  /** How many more are needed. */
  missing: z.number().int(),
});
export type ShareTestView = z.infer<typeof shareTest>;

/** A ceremony in the list, with the folder its files went to when it was open here last. */
const listed = z.strictObject({ ...ceremonySummary.shape, folder: z.string().exactOptional() });
const seen = z.strictObject({ ceremonies: z.array(listed), keks: z.array(kekView) });

export const ceremonies = {
  calls: {
    snapshot: query('Auditor', nothing, seen),
    /** A plan to fill in, as text. */
    newPlan: query(
      'Operator',
      z.strictObject({ kind: z.enum(CEREMONY_KINDS), mode: z.enum(CEREMONY_MODES) }),
      z.strictObject({ text: z.string() }),
    ),
    checkPlan: query('Operator', z.strictObject({ text: planText }), planCheck),
    /** Writes the form into the text; `lost`: comments that go with what was taken out. */
    editPlan: query(
      'Operator',
      z.strictObject({ text: planText, draft: planDraft }),
      z.strictObject({ text: z.string(), lost: z.array(z.string()) }),
    ),
    savePlan: command('Operator', z.strictObject({ text: planText, ...place }), receipt),
    /** The script to print, as PDF. */
    writeScript: command('Operator', z.strictObject({ text: planText, ...place }), receipt),
    /** PRODUCTION: a second Administrator confirms it. */
    begin: confirmed(command('Administrator', z.strictObject({ text: planText, folder }), runView)),
    /** Takes it up where it stands; one that has ended is opened for its signatures. */
    resume: command('Administrator', z.strictObject({ id, folder }), runView),
    /** The run that is open in this window. */
    current: query('Administrator', z.strictObject({ id }), runView),
    /** Answers the step. */
    act: command('Administrator', z.strictObject({ id, by: person, input: wireInput }), runView),
    exception: command('Administrator', z.strictObject({ id, sheet: exceptionInput }), runView),
    abort: command('Administrator', z.strictObject({ id, why: z.string().trim().min(1).max(2000) }), runView),
    /** Somebody of the plan has signed the printed record by hand. */
    signedOnPaper: command(
      'Administrator',
      z.strictObject({ id, by: person, says, remark: remark.exactOptional() }),
      runView,
    ),
    /** Somebody of the plan signs with the key of their identity here. */
    sign: command(
      'Administrator',
      z.strictObject({ id, by: person, passphrase: z.string().min(1).max(1000), says, remark: remark.exactOptional() }),
      runView,
    ),
    /** The printed record, as PDF. */
    writeRecord: command('Auditor', z.strictObject({ id, ...place }), receipt),
    /** Everything an auditor wants of one ceremony, in a new folder. */
    writeBinder: command(
      'Auditor',
      z.strictObject({ id, folder }),
      z.strictObject({ folder: z.string(), files: z.array(ceremonyOutput) }),
    ),
    /** Of any workstation's record. `outputs`: what lies in the folder of the outputs. */
    verifyRecord: query(
      'Auditor',
      z.strictObject({
        record: bytes,
        plan: planText.exactOptional(),
        key: z.string().trim().max(200).exactOptional(),
        outputs: z.array(ceremonyOutput).max(1000).exactOptional(),
      }),
      verificationView,
    ),
    testShares: command(
      'Auditor',
      z.strictObject({ escrowFile: bytes, shares: z.array(z.string().trim().min(1).max(2000)).min(1).max(16) }),
      shareTest,
    ),
    /** Online: makes a KEK in the vault and its package. */
    makeKek: command(
      'Administrator',
      z.strictObject({
        credentialId,
        vault: z.string().trim().min(1, 'Name the vault.').max(127),
        valid: z.string().trim().max(6),
        ...place,
      }),
      z.strictObject({ file: z.string(), sha256: z.string(), kek: kekView, fingerprint: readAloudValue }),
    ),
    /** PRODUCTION: a second Administrator confirms it, unless the KEK has expired. */
    removeKek: confirmed(command('Administrator', z.strictObject({ name: z.string().max(300) }), nothing)),
    readPackage: query('Administrator', z.strictObject({ bytes }), packageView),
    /** `workstationKey`: the key of the air-gapped workstation as it came on another way, never as the package names it. PRODUCTION is confirmed. */
    upload: confirmed(
      command(
        'Administrator',
        z.strictObject({
          bytes,
          credentialId,
          workstationKey: z.string().max(200),
          /** The last word of the package's SHA-256: who typed it has read it to the end. */
          word: z.string().trim().max(100),
          /** Also a KEK that another tool made; one that was made here is removed anyway. */
          removeKek: z.boolean().exactOptional(),
          closing: filePath,
        }),
        uploadView,
      ),
    ),
  },
  push: seen,
} as const;
