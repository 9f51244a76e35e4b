import { randomUUID } from 'node:crypto';
import type { Approval } from '../../../shared/domain/actor.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { Act } from '../../identity-management/index.js';
import type { PrivilegedAct } from '../../workstation.js';
import type { Context } from './context.js';
import { readTextFile, writeNewFile } from './input/json-file.js';
import { justificationOf } from './input/justification.js';
import { askLogin, readOneLogin } from './input/logins.js';
import { done, type Outcome } from './outcome.js';
import type { Session } from './session.js';
import { facts } from './show/table.js';

/** The options of every command that takes a second Administrator. */
export interface ApprovalOptions {
  /** NAME=PASSPHRASE-FILE. */
  readonly approve?: string;
  readonly justification?: string;
  readonly requestFile?: string;
  readonly approval?: string;
}

/**
 * Does what a second Administrator confirms: here and now with a fresh login, or with an approval that came back by file; or
 * writes the request for it and does nothing yet.
 */
export async function withApproval(
  context: Context,
  session: Session,
  act: PrivilegedAct,
  options: ApprovalOptions,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const { describePrivileged } = await import('../../workstation.js');
  const described = describePrivileged(session.workstation, act);
  if (!described.ok) return described;
  if (options.requestFile !== undefined)
    return writeRequest(context, session, { act, described: described.value, file: options.requestFile });
  const approval =
    options.approval === undefined
      ? await approvedHere(context, session, described.value, options)
      : await approvedByFile(context, session, { act, described: described.value, file: options.approval });
  return approval.ok ? session.workstation.acting.do(work, approval.value) : approval;
}

/** What is asked, as text for people. */
export function actText({ title, lines }: Pick<Act, 'title' | 'lines'>, askedBy: string): string {
  return `${title}\n${facts([...lines.map(({ name, value }) => [name, value] as const), ['Asked by', askedBy]])}`;
}

async function approvedHere(
  context: Context,
  { workstation }: Session,
  described: Act,
  options: ApprovalOptions,
): Promise<Result<Approval>> {
  const { terminal } = context;
  if (options.approve === undefined && !terminal.inIsTerminal) {
    return fail('approval-needed', `${described.title}: a second Administrator confirms this. Nothing was done.`, {
      advice:
        'Give --approve NAME=PASSPHRASE-FILE --justification TEXT; or where that person sits elsewhere, write --request-file FILE and come back with --approval FILE.',
    });
  }
  // A program that reads JSON has nobody beside it who would read this.
  if (!context.json) context.note(actText(described, workstation.actor));
  const login =
    options.approve === undefined
      ? await askLogin(context, 'Name of the second Administrator, who confirms it: ')
      : readOneLogin(context, '--approve', options.approve);
  if (!login.ok) return login;
  const justification = await justificationOf(context, options.justification);
  if (!justification.ok) return justification;
  const { approvals } = workstation.people;
  // One command, one act: there is nothing else it could be mistaken for.
  const binding = randomUUID();
  const asked = approvals.take(binding, described);
  if (asked.ok) return asked;
  const id = asked.failure.approval?.id ?? '';
  const given = await approvals.approve(id, login.value, justification.value);
  return given.ok ? approvals.take(binding, described) : given;
}

async function approvedByFile(
  context: Context,
  { workstation }: Session,
  { act, described, file }: { readonly act: PrivilegedAct; readonly described: Act; readonly file: string },
): Promise<Result<Approval>> {
  const { LARGEST_FILE, parseApproval } = await import('../../identity-management/index.js');
  const content = readTextFile(context, file, LARGEST_FILE);
  if (!content.ok) return content;
  const parsed = parseApproval(content.value);
  if (!parsed.ok) return parsed;
  return workstation.people.approvals.takeFile(parsed.value, act, described, workstation.identities);
}

async function writeRequest(
  context: Context,
  { workstation }: Session,
  { act, described, file }: { readonly act: PrivilegedAct; readonly described: Act; readonly file: string },
): Promise<Outcome> {
  const { REQUEST_MS, signRequest } = await import('../../identity-management/index.js');
  const askedAt = context.surroundings.clock.now();
  const { actor, identities, people, log } = workstation;
  const request = signRequest(
    {
      ...described,
      id: randomUUID(),
      workstationId: identities.workstationId,
      askedBy: actor,
      askedAt,
      expiresAt: askedAt + REQUEST_MS,
      act,
    },
    people.signer,
  );
  const written = writeNewFile(context, file, `${JSON.stringify(request, null, 2)}\n`);
  if (!written.ok) return written;
  log.write({
    service: 'Identity',
    level: 'INFO',
    event: 'approval-asked',
    actor,
    object: described.object,
    message: `${actor} asks by file ${request.id} for an approval: ${described.title}, ${described.object}.`,
  });
  return done(
    { request },
    `${actText(described, actor)}\n\nNothing was done yet. The request is in ${written.value}, valid for a day. Another Administrator:\n  keyferry approve ${file} --as NAME=PASSPHRASE-FILE --justification TEXT --out APPROVAL\nThen the same command once more, with --approval APPROVAL instead of --request-file.`,
  );
}

/** For a change that splits the master key anew: who unlocked this command is its quorum. */
export async function quorumOf(
  context: Context,
  { logins }: Session,
  options: Pick<ApprovalOptions, 'justification'>,
): Promise<Result<{ readonly logins: Session['logins']; readonly justification: string }>> {
  const justification = await justificationOf(context, options.justification);
  return justification.ok ? ok({ logins, justification: justification.value }) : justification;
}
