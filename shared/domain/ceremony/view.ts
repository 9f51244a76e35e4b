import { z } from 'zod';
import { CEREMONY_KINDS, CEREMONY_MODES } from './plan.js';
import { CEREMONY_ROLES, STEP_KINDS } from './steps.js';

/*
 * What a run shows and what it takes: for a window as for a terminal. Everything here is plain data.
 */

/** Whatever memory it lies in. */
const fileBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'Give a file.');

const fact = z.strictObject({ name: z.string(), value: z.string() });

/** A value that one person reads aloud while the others follow on paper. */
export const readAloudValue = z.strictObject({
  name: z.string(),
  /** As it is written: hex, base64url, a kid. */
  value: z.string(),
  /** Hex in groups of four, `3f2a 91c0 …`; absent where the value is no hex. */
  groups: z.string().exactOptional(),
  /** One word for each byte, even and odd list. */
  words: z.array(z.string()).exactOptional(),
});
export type ReadAloudValue = z.infer<typeof readAloudValue>;

/** What is wanted from people before the step is done. */
export const stepAsk = z.discriminatedUnion('kind', [
  /** One person starts it; the program does the rest. */
  z.strictObject({ kind: z.literal('go'), label: z.string() }),
  /** The exact word is typed. */
  z.strictObject({ kind: z.literal('word'), word: z.string(), label: z.string() }),
  /** What is seen is typed; compared where something is expected. */
  z.strictObject({ kind: z.literal('text'), label: z.string(), example: z.string().exactOptional() }),
  /** A file is given. With `kid`: for a key file of another tool, which does not know it, the kid is typed too. */
  z.strictObject({ kind: z.literal('file'), label: z.string(), kid: z.boolean() }),
  /** One share, of this holder. */
  z.strictObject({ kind: z.literal('share'), label: z.string(), holder: z.string() }),
  /** So many shares of these holders, and the escrow file. */
  z.strictObject({
    kind: z.literal('shares'),
    label: z.string(),
    needed: z.number().int(),
    holders: z.array(z.string()),
  }),
  /** Everybody says whether they agree. */
  z.strictObject({ kind: z.literal('agreements'), label: z.string(), people: z.array(z.string()) }),
]);
export type StepAsk = z.infer<typeof stepAsk>;

const sentence = (what: string) => z.string().trim().min(1, `Say ${what}.`).max(2000, 'Use 2000 characters at most.');

const said = z.strictObject({
  name: z.string().min(1).max(100),
  says: z.enum(['agree', 'disagree']),
  remark: z.string().trim().min(1).max(1000).exactOptional(),
});

/** What people answer. `differs` is an answer to every step: what is seen is not what should be. */
export const stepInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('go') }),
  z.strictObject({ kind: z.literal('word'), word: z.string().max(200) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1, 'Type what you see.').max(500) }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().min(1).max(255),
    bytes: fileBytes,
    kid: z.string().trim().min(1).max(300).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('share'), share: z.string().trim().min(1, 'Give the share.').max(2000) }),
  z.strictObject({
    kind: z.literal('shares'),
    shares: z.array(z.string().trim().min(1).max(2000)).min(1).max(16),
    escrowFile: fileBytes,
  }),
  z.strictObject({ kind: z.literal('agreements'), agreements: z.array(said).min(1).max(40) }),
  z.strictObject({ kind: z.literal('differs'), seen: sentence('what is seen') }),
]);
export type StepInput = z.infer<typeof stepInput>;

/** An exception sheet. `then` is needed where a step waits for it: leave the step behind, or do it again. */
export const exceptionInput = z.strictObject({
  expected: sentence('what was expected'),
  happened: sentence('what happened'),
  decided: sentence('what was decided'),
  by: z.string().trim().min(1, 'Say who decided.').max(127),
  then: z.enum(['go-on', 'repeat']).exactOptional(),
});
export type ExceptionInput = z.infer<typeof exceptionInput>;

export const stepView = z.strictObject({
  number: z.number().int(),
  total: z.number().int(),
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  text: z.string(),
  actor: z.enum(CEREMONY_ROLES),
  /** Names of those who may do it. */
  who: z.array(z.string()),
  /** What everybody should see. */
  expected: z.string(),
  group: z.string().exactOptional(),
  ask: stepAsk,
  readAloud: z.array(readAloudValue),
  /** What the program sees: interfaces, clock, hash. */
  facts: z.array(fact),
  /** Present: the step differed or failed, and waits for an exception sheet. */
  waiting: z
    .strictObject({
      result: z.enum(['differs', 'failed']),
      sentence: z.string(),
      /** What a sheet may decide. */
      may: z.array(z.enum(['go-on', 'repeat'])),
      /** A sheet as it could be written; what was decided is for people to say. */
      draft: z.strictObject({ expected: z.string(), happened: z.string() }),
    })
    .exactOptional(),
});
export type StepView = z.infer<typeof stepView>;

export const ceremonyOutput = z.strictObject({ file: z.string(), size: z.number().int(), sha256: z.string() });

export const ceremonySigner = z.strictObject({
  by: z.string(),
  as: z.enum(['workstation', 'participant']),
  says: z.enum(['agree', 'disagree']),
  on: z.enum(['key', 'paper']),
});

/** A run from outside: which ceremony, where it stands, the step everybody looks at. */
export const runView = z.strictObject({
  id: z.string(),
  kind: z.enum(CEREMONY_KINDS),
  mode: z.enum(CEREMONY_MODES),
  purpose: z.string(),
  place: z.string(),
  planSha256: z.string(),
  /** Names of everybody of the plan: they may decide, agree and sign. */
  people: z.array(z.string()),
  state: z.enum(['running', 'completed', 'failed', 'aborted']),
  /** While it is running. */
  step: stepView.exactOptional(),
  /** How many exception sheets were written. */
  sheets: z.number().int(),
  outputs: z.array(ceremonyOutput),
  /** Once it has ended: the fingerprint of the record, to be read aloud, and who signed. */
  record: z
    .strictObject({ file: z.string(), fingerprint: readAloudValue, signatures: z.array(ceremonySigner) })
    .exactOptional(),
});
export type RunView = z.infer<typeof runView>;

/** A ceremony in the list. Times in UTC milliseconds. */
export const ceremonySummary = z.strictObject({
  id: z.string(),
  kind: z.enum(CEREMONY_KINDS),
  mode: z.enum(CEREMONY_MODES),
  purpose: z.string(),
  begunAt: z.number().int(),
  endedAt: z.number().int().exactOptional(),
  state: z.enum(['running', 'completed', 'failed', 'aborted']),
  /** The step at which it stands, or stood when it ended. */
  step: z.number().int(),
  total: z.number().int(),
  sheets: z.number().int(),
  planSha256: z.string(),
});
export type CeremonySummary = z.infer<typeof ceremonySummary>;
