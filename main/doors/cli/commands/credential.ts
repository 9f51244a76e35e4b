import type { Command } from 'commander';
import { CLOUDS } from '../../../../shared/azure/clouds.js';
import type { Credential } from '../../../../shared/domain/credential.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { confirmation } from '../input/confirmation.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { preflightOutcomeOf } from '../preflight-outcome.js';
import { withWorkstation } from '../session.js';
import { credentialData } from '../show/nouns.js';
import { facts, table } from '../show/table.js';
import { credentialFacts } from './credential-facts.js';
import { addCredential, updateCredential, type AddOptions, type UpdateOptions } from './credential-secrets.js';

const CLOUD_FLAG = option('--cloud <cloud>', 'which Azure').choices(['public', 'usgov', 'china']);
const TENANT = '--tenant <id>';
const CLIENT = '--client <id>';

export function addCredentialCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'credential',
    'Cloud Credentials: the Azure App Registrations that push',
    'keyferry credential list',
  );
  addCommand<AddOptions>(family, invoke, {
    name: 'add',
    role: 'Administrator',
    args: [['<name>', 'what it is called here']],
    summary: 'add a Cloud Credential',
    about:
      'For Azure: tenant ID and client ID stand on the Overview page of the App Registration, the client secret (its ' +
      'Value) under Certificates & secrets. Without --secret-file it is asked for and not shown. It is kept in the ' +
      "operating system's keychain, or sealed in the data folder where there is none.\n" +
      'For the practice vault: --practice makes everything itself.',
    examples: [
      'keyferry credential add rehearsal --practice',
      'keyferry credential add contoso-push --tenant 00000000-0000-0000-0000-000000000000 \\\n    --client 00000000-0000-0000-0000-000000000000 --secret-file secret.txt',
    ],
    options: [
      option(TENANT, 'Directory (tenant) ID'),
      option(CLIENT, 'Application (client) ID'),
      option('--secret-file <file>', 'plain text file with the client secret and nothing else'),
      option('--secret-expires <day>', 'when the secret expires, as the portal says it: 2027-05-31'),
      CLOUD_FLAG,
      option('--practice', 'a credential of the practice vault; no Azure needed'),
      option('--vault <name>', 'with --practice: make this practice vault too'),
    ],
    run: addCredential,
  });
  addCommand(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'all Cloud Credentials',
    examples: ['keyferry credential list'],
    run: (context) => withWorkstation(context, ({ workstation }) => Promise.resolve(list(workstation))),
  });
  addCommand(family, invoke, {
    name: 'show',
    role: 'Auditor',
    args: [['<name>', 'the credential']],
    summary: 'one Cloud Credential; its client secret is never shown',
    examples: ['keyferry credential show rehearsal'],
    run: (context, [name = '']) =>
      withWorkstation(context, ({ workstation }) => Promise.resolve(show(workstation, name))),
  });
  addCommand<{ readonly vault?: string }>(family, invoke, {
    name: 'test',
    role: 'Operator',
    args: [['<name>', 'the credential']],
    summary: 'pre-flight: is everything there that a push needs?',
    about:
      'Name, TLS, token, tenant, each permission, Premium, soft delete, clock. What must be done to be known is done ' +
      'with a throw-away KEK, which is removed again.',
    examples: ['keyferry credential test rehearsal --vault contoso'],
    options: [option('--vault <name>', 'the vault; may be left out where its groups are all in one')],
    run: test,
  });
  addCommand<UpdateOptions>(family, invoke, {
    name: 'update',
    role: 'Administrator',
    args: [['<name>', 'the credential']],
    summary: 'change a Cloud Credential, or replace its client secret',
    examples: ['keyferry credential update contoso-push --secret-file new-secret.txt'],
    options: [
      option('--name <name>', 'a new name'),
      option(TENANT, 'Directory (tenant) ID'),
      option(CLIENT, 'Application (client) ID'),
      CLOUD_FLAG,
      option('--secret-file <file>', 'plain text file with the new client secret'),
      option('--secret-expires <day>', 'when the secret expires, e.g. 2027-05-31; or off'),
      option('--new-secret', 'ask for the new client secret'),
      option('--practice', 'of a practice credential: register it anew, with a new secret and its vaults'),
    ],
    run: updateCredential,
  });
  addCommand<{ readonly confirm?: string }>(family, invoke, {
    name: 'remove',
    role: 'Administrator',
    args: [['<name>', 'the credential']],
    summary: 'remove a Cloud Credential and its client secret from this workstation',
    examples: ['keyferry credential remove rehearsal --confirm rehearsal'],
    options: [option('--confirm <name>', 'the name once more')],
    run: remove,
  });
}

function list(workstation: Workstation): Outcome {
  const credentials = workstation.credentials.list();
  const data = { credentials: credentials.map(credentialData) };
  if (credentials.length === 0) {
    return done(
      data,
      'There is no Cloud Credential yet. Add one:\n  keyferry credential add rehearsal --practice   (no Azure needed)\n  keyferry credential add NAME --tenant ID --client ID --secret-file FILE',
    );
  }
  return done(
    data,
    table(
      ['Name', 'Cloud', 'Client ID', 'Last test'],
      credentials.map((one) => [one.name, CLOUDS[one.cloud].title, one.clientId, one.lastTestOutcome ?? 'never']),
    ),
  );
}

function show(workstation: Workstation, name: string): Outcome {
  const found = workstation.credentials.find(name);
  if (!found.ok) return found;
  const groups = groupsOf(workstation, found.value).map((group) => `${group.vault}/${group.name}`);
  return done(
    { credential: { ...credentialData(found.value), groups } },
    facts([...credentialFacts(found.value), ['Key Groups', groups.length > 0 ? groups.join(', ') : 'none yet']]),
  );
}

function groupsOf(workstation: Workstation, credential: Credential) {
  return workstation.keyManagement.groups.list().filter((group) => group.credentialId === credential.id);
}

function test(
  context: Context,
  [name = '']: readonly string[],
  options: { readonly vault?: string },
): Promise<Outcome> {
  return withWorkstation(
    context,
    async ({ workstation, signal }) => {
      const found = workstation.credentials.find(name);
      if (!found.ok) return found;
      const vaults = new Set(groupsOf(workstation, found.value).map((group) => group.vault));
      const [only, other] = vaults;
      const vault = options.vault ?? (other === undefined ? only : undefined);
      if (vault === undefined) {
        const known = vaults.size > 0 ? ` Its groups are in ${[...vaults].join(', ')}.` : '';
        return wrongUsage('Which vault shall it be tested at?', `Name it: --vault NAME.${known}`);
      }
      return preflightOutcomeOf(context, workstation, { credential: found.value, vault, signal });
    },
    { vault: true },
  );
}

async function remove(
  context: Context,
  [name = '']: readonly string[],
  options: { readonly confirm?: string },
): Promise<Outcome> {
  const confirmed = await confirmation(context, options.confirm, {
    what: `This removes the Cloud Credential ${name} and its client secret from this workstation for good.`,
    name,
  });
  if (!confirmed.ok) return confirmed;
  return withWorkstation(context, async ({ workstation }) => {
    const found = workstation.credentials.find(name);
    if (!found.ok) return found;
    if (confirmed.value !== found.value.name) {
      return refused({
        code: 'confirm-name',
        message: `"${confirmed.value}" is not the name of the credential. Nothing was removed.`,
        advice: `Confirm it with the name: --confirm ${found.value.name}.`,
      });
    }
    const removed = await workstation.credentials.remove(name);
    if (!removed.ok) return removed;
    return done(
      { credential: credentialData(removed.value) },
      `Cloud Credential ${removed.value.name} and its client secret removed.`,
    );
  });
}
