import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Approval } from '../../shared/domain/actor.js';
import { justification as justificationText } from '../../shared/contract/identity-management.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { signerOf, verifySignature, type Signer } from '../crypto/index.js';
import type { Act } from './act.js';
import type { IdentityFile } from './identity-file.js';
import { byName, sameName } from './names.js';
import { closeKeys, openPersonalKeys, wrongLogin, type KeyHolder } from './personal-keys.js';

/** A request that waits elsewhere may wait a day. */
export const REQUEST_MS = 24 * 60 * 60_000;

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u);

const requestBody = {
  format: z.literal('keyferry-approval-request-1'),
  id: z.uuid(),
  workstationId: z.uuid(),
  askedBy: text(127),
  askedAt: z.number().int(),
  expiresAt: z.number().int(),
  /** What is to be done, for the program. */
  act: z.record(z.string(), z.unknown()),
  /** The same, for people; held against the act when it is used. */
  title: text(200),
  object: text(400),
  lines: z.array(z.strictObject({ name: text(100), value: text(1000) })).max(50),
};
const requestFile = z.strictObject({ ...requestBody, signature: hexOf(64) });
export type RequestFile = z.infer<typeof requestFile>;

const approvalFile = z.strictObject({
  format: z.literal('keyferry-approval-1'),
  request: requestFile,
  approver: text(127),
  justification: justificationText,
  approvedAt: z.number().int(),
  signature: hexOf(64),
});
export type ApprovalFile = z.infer<typeof approvalFile>;

const keyFile = z.strictObject({
  format: z.literal('keyferry-key-file-1'),
  workstationId: z.uuid(),
  /** Ed25519 public key by which requests of the workstation are verified. */
  workstationKey: hexOf(32),
  name: text(127),
  scrypt: z.strictObject({
    N: z.number().int(),
    r: z.number().int(),
    p: z.number().int(),
    salt: z.string().regex(/^(?:[0-9a-f]{2}){8,64}$/),
  }),
  sealedKeys: z.string().regex(/^(?:[0-9a-f]{2}){1,500}$/),
});
/** What somebody carries elsewhere to approve there: the own keys, sealed under the own passphrase. */
export type KeyFile = z.infer<typeof keyFile>;

/** The largest of these files; what is larger is none. */
export const LARGEST_FILE = 256 * 1024;

/** The key file of one identity. */
export function keyFileOf({ workstationId, signingKey }: IdentityFile, holder: KeyHolder): KeyFile {
  const { name, scrypt, sealedKeys } = holder;
  return { format: 'keyferry-key-file-1', workstationId, workstationKey: signingKey, name, scrypt, sealedKeys };
}

/** Signs a request in the name of the workstation. */
export function signRequest(
  request: Omit<RequestFile, 'format' | 'signature' | 'title' | 'object' | 'lines'> & Act,
  signer: Signer,
): RequestFile {
  const body = { ...request, format: 'keyferry-approval-request-1' as const, lines: [...request.lines] };
  return { ...body, signature: toHex(signer.sign(bytesOf(body))) };
}

/** Reads a file that came from outside. Code `not-a-request`. */
export function parseRequest(content: string): Result<RequestFile> {
  const parsed = requestFile.safeParse(json(content));
  return parsed.success ? ok(parsed.data) : notA('not-a-request', 'a request for approval (--request-file)');
}

/** Code `not-an-approval`. */
export function parseApproval(content: string): Result<ApprovalFile> {
  const parsed = approvalFile.safeParse(json(content));
  return parsed.success ? ok(parsed.data) : notA('not-an-approval', 'an approval (keyferry approve --out)');
}

/** Code `not-a-key-file`. */
export function parseKeyFile(content: string): Result<KeyFile> {
  const parsed = keyFile.safeParse(json(content));
  return parsed.success ? ok(parsed.data) : notA('not-a-key-file', 'a key file (keyferry identity key-file)');
}

/** Whether the request is this workstation's, unchanged, and may still be approved. Codes `request-refused`, `request-expired`. */
export function checkRequest(
  request: RequestFile,
  { workstationId, workstationKey }: Pick<KeyFile, 'workstationId' | 'workstationKey'>,
  now: number,
): Result<void> {
  const { signature, ...body } = request;
  if (request.workstationId !== workstationId) return refused('The request belongs to another workstation.');
  if (!verifySignature(fromHex(workstationKey), bytesOf(body), fromHex(signature)))
    return refused('The request was changed, or was not made by this workstation: its signature does not fit.');
  if (now < request.expiresAt) return ok(undefined);
  return fail('request-expired', `The request expired on ${new Date(request.expiresAt).toISOString()}.`, {
    advice: 'Ask anew with --request-file.',
  });
}

/**
 * Signs the approval of a request that was checked and shown. Codes `approver-not-allowed`, `login-refused`,
 * `scrypt-parameters`.
 */
export async function signApproval(
  request: RequestFile,
  key: KeyFile,
  given: { readonly passphrase: string; readonly justification: string; readonly now: number },
): Promise<Result<ApprovalFile>> {
  if (sameName(key.name, request.askedBy)) {
    return fail('approver-not-allowed', `${key.name} asked for it. Another active Administrator confirms it.`);
  }
  const keys = await openPersonalKeys(key, given.passphrase, key.workstationId);
  if (!keys.ok) return keys;
  if (!keys.value) return wrongLogin(key.name);
  const signer = signerOf(keys.value.signingKey);
  closeKeys(keys.value);
  const body = {
    format: 'keyferry-approval-1' as const,
    request,
    approver: key.name,
    justification: given.justification,
    approvedAt: given.now,
  };
  const signature = toHex(signer.sign(bytesOf(body)));
  signer.close();
  return ok({ ...body, signature });
}

/** The signer of a key file, opened with its passphrase; the caller closes it. Codes `login-refused`, `scrypt-parameters`. */
export async function openKeyFile(key: KeyFile, passphrase: string): Promise<Result<Signer>> {
  const keys = await openPersonalKeys(key, passphrase, key.workstationId);
  if (!keys.ok) return keys;
  if (!keys.value) return wrongLogin(key.name);
  const signer = signerOf(keys.value.signingKey);
  closeKeys(keys.value);
  return ok(signer);
}

/**
 * What an approval file says to exactly this act, asked for by this person, now. Whether it was used before is for the caller
 * to know. Codes `request-refused`, `request-expired`, `approval-of-another`, `approver-not-allowed`, `approval-refused`.
 */
export function checkApproval(
  approval: ApprovalFile,
  asked: { readonly act: unknown; readonly described: Act; readonly askedBy: string; readonly now: number },
  file: IdentityFile,
): Result<Approval> {
  const { request, approver, signature } = approval;
  const workstation = { workstationId: file.workstationId, workstationKey: file.signingKey };
  const sound = checkRequest(request, workstation, asked.now);
  if (!sound.ok) return sound;
  const { title, object, lines } = request;
  const same =
    canonicalize(request.act) === canonicalize(asked.act) &&
    canonicalize({ title, object, lines }) === canonicalize(asked.described) &&
    sameName(request.askedBy, asked.askedBy);
  if (!same) {
    return fail('approval-of-another', 'The approval is for something else than this, or for somebody else.', {
      advice: `It is for: ${title}, ${object}, asked for by ${request.askedBy}. What has changed since must be asked for anew.`,
    });
  }
  const identity = byName(file.identities, approver);
  if (identity?.role !== 'Administrator' || identity.state !== 'active' || sameName(approver, asked.askedBy))
    return fail('approver-not-allowed', `${approver} may not approve this: it takes another active Administrator.`);
  const { signature: _, ...body } = approval;
  if (!verifySignature(fromHex(identity.signingKey), bytesOf(body), fromHex(signature)))
    return fail('approval-refused', `The approval was not signed by ${approver}, or was changed since.`);
  return ok({ approver: identity.name, reason: approval.justification });
}

/** The signed bytes: the RFC 8785 form, which names its format. */
function bytesOf(body: object): Uint8Array {
  const form = canonicalize(body);
  if (form === undefined) throw new Error('A signed body is always an object.');
  return Buffer.from(form, 'utf8');
}

function json(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

function refused(message: string): Result<never> {
  return fail('request-refused', message, { advice: 'Approve nothing; ask whoever sent it.' });
}

function notA(code: string, what: string): Result<never> {
  return fail(code, `This file is not ${what}.`, { advice: 'Give the file as Keyferry wrote it.' });
}
