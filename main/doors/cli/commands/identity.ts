import type { Command, Option } from 'commander';
import { ROLES, type Role } from '../../../../shared/contract/index.js';
import type { Result } from '../../../../shared/result.js';
import type { Quorum } from '../../../identity-management/index.js';
import type { PrivilegedAct } from '../../../workstation.js';
import { quorumOf, withApproval, type ApprovalOptions } from '../approval.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { newPassphrase } from '../input/new-passphrase.js';
import { parseWhole } from '../input/values.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { table } from '../show/table.js';
import { whenUtc } from '../show/times.js';
import { changeOwnPassphrase, writeKeyFile } from './identity-own.js';

const NAME: readonly [string, string] = ['<name>', 'the identity'];
const roleOption = (): Option => needed('--role <role>', 'what it may do').choices([...ROLES]);
const SPLITS =
  'What concerns an Administrator splits the master key anew: then those of --unlock confirm it together, with ' +
  '--justification, and no --approve is needed.';

interface AddOptions extends ApprovalOptions {
  readonly role: Role;
  readonly passphraseFile?: string;
}

export function addIdentityCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(program, 'identity', 'who may do what on this workstation', 'keyferry identity list');
  addCommand(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'all identities, how many unlock together, recovery shares',
    examples: ['keyferry identity list'],
    run: (context) => withWorkstation(context, (session) => Promise.resolve(list(session))),
  });
  addCommand<AddOptions>(family, invoke, {
    name: 'add',
    role: 'Administrator',
    approval: true,
    args: [['<name>', 'the newcomer']],
    summary: 'add an identity',
    about: `The newcomer types the passphrase, or brings it in a file. ${SPLITS}`,
    examples: [
      'keyferry identity add olga --role Operator --passphrase-file olga.txt \\\n    --approve bob=bob.txt --justification "joins the team"',
      'keyferry identity add cat --role Administrator --justification "third administrator"',
    ],
    options: [roleOption(), option('--passphrase-file <file>', "the newcomer's passphrase")],
    run: add,
  });
  addChange(family, invoke, 'disable', 'an identity cannot log in any more');
  addChange(family, invoke, 'enable', 'an identity can log in again');
  addCommand<ApprovalOptions>(family, invoke, {
    name: 'role',
    role: 'Administrator',
    approval: true,
    args: [NAME, ['<role>', ROLES.join(', ')]],
    summary: 'change what an identity may do',
    about: SPLITS,
    examples: ['keyferry identity role olga Auditor --approve bob=bob.txt --justification "new duty"'],
    run: (context, [name = '', role = ''], options) =>
      withWorkstation(context, async (session) => {
        const wanted = ROLES.find((one) => one.toLowerCase() === role.toLowerCase());
        if (!wanted) return usageOfRole(role);
        return change(context, session, { act: 'change-role', name, role: wanted }, options, (quorum) =>
          session.workstation.people.changes.changeRole(name, wanted, quorum),
        );
      }),
  });
  addCommand(family, invoke, {
    name: 'passphrase',
    role: 'Auditor',
    summary: 'change the passphrase of who acts (--as)',
    examples: ['keyferry identity passphrase --as olga=olga.txt --new-file new.txt'],
    options: [option('--new-file <file>', 'the new passphrase; otherwise it is asked for')],
    run: changeOwnPassphrase,
  });
  addCommand<ApprovalOptions>(family, invoke, {
    name: 'threshold',
    role: 'Administrator',
    args: [['<count>', '2 up to as many Administrators as are active']],
    summary: 'how many Administrators unlock together',
    about: 'The master key is split anew by those of --unlock.',
    examples: ['keyferry identity threshold 3 --justification "three of five from now on"'],
    options: [option('--justification <text>', 'why; it stands in the log')],
    run: setThreshold,
  });
  addCommand<{ readonly out: string }>(family, invoke, {
    name: 'key-file',
    role: 'Administrator',
    args: [NAME],
    summary: 'what an Administrator carries elsewhere to approve there',
    about: 'It holds the own keys, sealed under the own passphrase; a new passphrase needs a new key file.',
    examples: ['keyferry identity key-file bob --out bob-key.json'],
    options: [needed('--out <file>', 'a new file')],
    run: writeKeyFile,
  });
}

function addChange(family: Command, invoke: Invoke, what: 'disable' | 'enable', summary: string): void {
  addCommand<ApprovalOptions>(family, invoke, {
    name: what,
    role: 'Administrator',
    approval: true,
    args: [NAME],
    summary,
    about: SPLITS,
    examples: [`keyferry identity ${what} olga --approve bob=bob.txt --justification "as agreed"`],
    run: (context, [name = ''], options) =>
      withWorkstation(context, (session) =>
        change(context, session, { act: `${what}-identity`, name }, options, (quorum) =>
          session.workstation.people.changes[what](name, quorum),
        ),
      ),
  });
}

function list({ workstation }: Session): Outcome {
  const { identities } = workstation.people;
  const all = identities.list();
  const { threshold } = identities.file;
  const { recovery } = identities;
  const rows = all.map(({ name, role, state, lastLogin }) => {
    return [name, role, state, lastLogin === undefined ? 'never' : whenUtc(lastLogin)];
  });
  const shares = recovery
    ? `Recovery shares: ${recovery.threshold} of ${recovery.holders.length} (${recovery.holders.join(', ')}), made ${whenUtc(recovery.createdAt)}, set ${recovery.setId.slice(0, 8)}.`
    : 'There are no recovery shares: keyferry recovery make.';
  return done(
    { identities: all, threshold, recovery: recovery ?? null },
    `${table(['Name', 'Role', 'State', 'Last login'], rows)}\n\nUnlocking takes ${threshold} Administrators.\n${shares}`,
  );
}

async function add(context: Context, [name = '']: readonly string[], options: AddOptions): Promise<Outcome> {
  const passphrase = await newPassphrase(context, name, options.passphraseFile, '--passphrase-file');
  if (!passphrase.ok) return passphrase;
  const { role } = options;
  return withWorkstation(context, (session) =>
    change(context, session, { act: 'add-identity', name, role }, options, (quorum) =>
      session.workstation.people.changes.add({ name, role, passphrase: passphrase.value }, quorum),
    ),
  );
}

type IdentityAct = Extract<
  PrivilegedAct,
  { readonly act: 'add-identity' | 'disable-identity' | 'enable-identity' | 'change-role' }
>;

/** Under quorum where an Administrator is concerned, otherwise with an approval. */
async function change(
  context: Context,
  session: Session,
  act: IdentityAct,
  options: ApprovalOptions,
  work: (quorum?: Quorum) => Promise<Result<unknown>>,
): Promise<Outcome> {
  const { people } = session.workstation;
  const splits =
    ('role' in act && act.role === 'Administrator') || people.identities.find(act.name)?.role === 'Administrator';
  if (!splits) return withApproval(context, session, act, options, async () => changed(session, act, await work()));
  const quorum = await quorumOf(context, session, options);
  return quorum.ok ? changed(session, act, await work(quorum.value)) : quorum;
}

function changed({ workstation }: Session, { name }: IdentityAct, result: Result<unknown>): Outcome {
  if (!result.ok) return result;
  const now = workstation.people.identities.find(name);
  if (!now) throw new Error('An identity that was changed is there.');
  return done({ identity: now }, `${now.name} is an ${now.role}, ${now.state}.`);
}

function setThreshold(context: Context, [text = '']: readonly string[], options: ApprovalOptions): Promise<Outcome> {
  const count = parseWhole(text, 'threshold', 2, 16);
  if (!count.ok) return Promise.resolve(count);
  return withWorkstation(context, async (session) => {
    const quorum = await quorumOf(context, session, options);
    if (!quorum.ok) return quorum;
    const set = await session.workstation.people.changes.setThreshold(count.value, quorum.value);
    return set.ok ? done({ threshold: count.value }, `Unlocking takes ${count.value} Administrators now.`) : set;
  });
}

function usageOfRole(role: string): Outcome {
  const failure = { code: 'usage', message: `There is no role "${role}".`, advice: `There are ${ROLES.join(', ')}.` };
  return { ok: false, failure };
}
