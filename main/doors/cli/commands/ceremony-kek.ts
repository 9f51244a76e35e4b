import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../../shared/result.js';
import { planIn } from '../ceremony/files.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, writeNewFile } from '../input/json-file.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { facts, table } from '../show/table.js';
import { vaultLabel } from '../show/text.js';
import { iso, whenUtc } from '../show/times.js';

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
            : table(['KEK', 'Vault', 'Ceremony', 'State', 'Expires'], rows);
        return Promise.resolve(done({ keks: data }, text));
      }),
  });
  addCommand(family, invoke, {
    name: 'remove',
    role: 'Operator',
    args: [['<name>', 'its name, or its kid']],
    summary: 'delete a KEK of a ceremony in its vault, and purge it where the vault allows that',
    about: 'What was wrapped under it and not uploaded yet can never be imported after that.',
    examples: ['keyferry ceremony kek remove keyferry-ceremony-kek-0123456789abcdef'],
    run: (context, [name = '']) =>
      withWorkstation(context, async ({ workstation }) => {
        const removed = await workstation.ceremonyKeys.keks.remove(name);
        if (!removed.ok) return removed;
        const { name: kek, state, vault } = removed.value;
        return done(
          { kek: { name: kek, vault, state } },
          `The KEK ${kek} is removed from the vault ${vault} (${state}).`,
        );
      }),
  });
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
