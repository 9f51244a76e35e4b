import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Workstation } from '../../../workstation.js';
import { planIn } from '../ceremony/files.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, writeNewFile } from '../input/json-file.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { facts, table } from '../show/table.js';
import { count, vaultLabel } from '../show/text.js';
import { iso, whenUtc } from '../show/times.js';

type CeremonyKekRecord = ReturnType<Workstation['ceremonyKeys']['keks']['list']>[number];

interface RemoveOptions extends ApprovalOptions {
  readonly expired?: boolean;
}

interface MakeOptions {
  readonly credential: string;
  readonly vault: string;
  readonly plan?: string;
  readonly valid?: string;
  readonly out: string;
}

export function addCeremonyKekCommands(ceremony: Command, invoke: Invoke): void {
  const family = addFamily(
    ceremony,
    'kek',
    'the KEK of a ceremony, on the online workstation',
    'keyferry ceremony kek make --credential contoso-push --vault contoso --out kek.json',
  );
  addCommand<MakeOptions>(family, invoke, {
    name: 'make',
    role: 'Operator',
    summary: 'make a KEK in the vault, and the KEK package that travels to the ceremony',
    about:
      'It stays in the vault until the ceremony package is uploaded, it is removed, or it expires. With --plan it must ' +
      'outlast the ceremony. Its fingerprint is read aloud at the ceremony: take this page along.',
    examples: [
      'keyferry ceremony kek make --credential contoso-push --vault contoso --out kek.json',
      'keyferry ceremony kek make --credential contoso-push --vault contoso --plan plan.yaml \\\n    --valid 30d --out kek.json',
    ],
    options: [
      needed('--credential <name>', 'the Cloud Credential'),
      needed('--vault <name>', 'the vault that the keys are for'),
      option('--plan <file>', 'the plan of the ceremony: vault, mode and date must fit'),
      option('--valid <period>', 'how long it lives (14d)'),
      needed('--out <file>', 'where the KEK package goes; never over another file'),
    ],
    run: make,
  });
  addCommand<{ readonly all?: boolean }>(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'the KEKs for ceremonies that may be in a vault',
    examples: ['keyferry ceremony kek list'],
    options: [option('--all', 'those that are gone, too')],
    run: (context, _args, { all }) =>
      withWorkstation(context, ({ workstation: { ceremonyKeys, clock } }) => {
        const keks = ceremonyKeys.keks.list({ all: all === true });
        const data = keks.map(({ spki: _, credentialId: _id, createdAt, expiresOn, ...kek }) => ({
          ...kek,
          createdAt: iso(createdAt),
          expiresOn: iso(expiresOn),
          expired: expiresOn <= clock.now(),
        }));
        const rows = keks.map((kek) => [
          kek.name,
          vaultLabel(kek.vault, kek.practice),
          kek.ceremony ?? '-',
          STATES[kek.state],
          `${whenUtc(kek.expiresOn)}${kek.expiresOn <= clock.now() ? ' (expired)' : ''}`,
        ]);
        const text =
          rows.length === 0
            ? 'There is no KEK for a ceremony. Make one:\n  keyferry ceremony kek make --help'
            : [table(['KEK', 'Vault', 'Ceremony', 'State', 'Expires'], rows), ...expiredText(keks, clock.now())].join(
                '\n\n',
              );
        return Promise.resolve(done({ keks: data }, text));
      }),
  });
  addCommand<RemoveOptions>(family, invoke, {
    name: 'remove',
    role: 'Operator',
    args: [['[name]', 'its name, or its kid']],
    summary: 'delete a KEK of a ceremony in its vault, and purge it where the vault allows that',
    about:
      'What was wrapped under it and not uploaded yet can never be imported after that; so a second Administrator confirms it ' +
      'where it is not of the practice vault and has not expired. --expired removes all that have: nothing can be imported under them.',
    examples: [
      'keyferry ceremony kek remove keyferry-ceremony-kek-0123456789abcdef',
      'keyferry ceremony kek remove --expired',
    ],
    options: [option('--expired', 'every one that has expired, instead of one by name')],
    approval: true,
    run: remove,
  });
}

/** What is over and still in a vault is named with what to do about it. */
function expiredText(keks: readonly CeremonyKekRecord[], now: number): string[] {
  const over = keks.filter(({ state, expiresOn }) => (state === 'created' || state === 'planned') && expiresOn <= now);
  return over.length === 0
    ? []
    : [
        `${count(over.length, 'KEK')} expired in the vault without an upload, and nothing can be imported under ${over.length === 1 ? 'it' : 'them'}:\n` +
          '  keyferry ceremony kek remove --expired',
      ];
}

const STATES = {
  planned: 'not confirmed',
  created: 'in the vault',
  deleted: 'deleted',
  purged: 'purged',
  absent: 'was not there',
} as const;

async function make(context: Context, _args: readonly string[], options: MakeOptions): Promise<Outcome> {
  const plan = options.plan === undefined ? ok(undefined) : await planIn(context, options.plan);
  if (!plan.ok) return plan;
  const path = pathOf(context, options.out);
  if (existsSync(path))
    return fail('file-exists', `The file ${path} is there already.`, {
      advice: 'Choose another name. Nothing was made.',
    });
  return withWorkstation(context, async ({ workstation, signal }) => {
    const { credential, vault, valid } = options;
    const wanted = {
      ...{ credential, vault },
      ...(valid === undefined ? {} : { valid }),
      ...(plan.value ? { plan: plan.value.plan } : {}),
    };
    const found = workstation.credentials.find(credential);
    if (!found.ok) return found;
    const there = await workstation.ensurePracticeVault(found.value, vault);
    if (!there.ok) return there;
    const keep = ({ file }: { readonly file: Uint8Array }): Promise<Result<void>> => {
      const written = writeNewFile(context, options.out, Buffer.from(file).toString('utf8'));
      return Promise.resolve(written.ok ? ok(undefined) : written);
    };
    const made = await workstation.ceremonyKeys.keks.make(wanted, keep, signal);
    if (!made.ok) return made;
    const { record, spkiSha256, thumbprint } = made.value;
    const { groupInFours } = await import('../../../crypto/index.js');
    const text = facts([
      ['KEK', record.kid ?? record.name],
      ['Vault', vaultLabel(record.vault, record.practice)],
      ['SPKI SHA-256', `${groupInFours(spkiSha256.slice(0, 32))}\n${groupInFours(spkiSha256.slice(32))}`],
      ['RFC 7638', thumbprint],
      ['Expires', whenUtc(record.expiresOn)],
      ['Workstation key', workstation.identities.signingKey],
      ['KEK package', path],
    ]);
    const { name, kid, ceremony, expiresOn, practice } = record;
    return done(
      {
        kek: { name, kid, vault: record.vault, practice, spkiSha256, thumbprint, expiresOn: iso(expiresOn) },
        ...(ceremony === undefined ? {} : { ceremony }),
        file: path,
      },
      `${text}\n\nCarry the file to the ceremony, and this page on paper: the fingerprint is compared there by voice.`,
    );
  });
}

async function remove(context: Context, [name]: readonly string[], options: RemoveOptions): Promise<Outcome> {
  if ((name === undefined) !== (options.expired === true))
    return wrongUsage('Which KEK?', 'Give its name, or --expired for all that have expired.');
  return withWorkstation(context, async (session) => {
    const { workstation } = session;
    if (name === undefined) return removeExpired(session);
    const { actOfRemoveKek } = await import('../../../workstation.js');
    const act = actOfRemoveKek(workstation, name);
    if (!act.ok) return act;
    const work = async (): Promise<Outcome> => {
      const removed = await workstation.ceremonyKeys.keks.remove(name);
      if (!removed.ok) return removed;
      const { name: kek, state, vault } = removed.value;
      return done(
        { kek: { name: kek, vault, state } },
        `The KEK ${kek} is removed from the vault ${vault} (${state}).`,
      );
    };
    return act.value ? withApproval(context, session, act.value, options, work) : work();
  });
}

/** Nothing can be imported under them any more, so nobody is asked; the first that fails stops it. */
async function removeExpired({ workstation: { ceremonyKeys, clock } }: Session): Promise<Outcome> {
  const removed: { name: string; vault: string; state: string }[] = [];
  for (const { name } of ceremonyKeys.keks.list().filter(({ expiresOn }) => expiresOn <= clock.now())) {
    const one = await ceremonyKeys.keks.remove(name);
    if (!one.ok) return refused(one.failure, { data: { removed } });
    removed.push({ name: one.value.name, vault: one.value.vault, state: one.value.state });
  }
  const lines = removed.map(
    ({ name, vault, state }) => `The KEK ${name} is removed from the vault ${vault} (${state}).`,
  );
  return done({ removed }, lines.length === 0 ? 'No KEK of a ceremony has expired in a vault.' : lines.join('\n'));
}
