import { VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../../../../shared/azure/names.js';
import type { Credential } from '../../../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { CredentialChange } from '../../../identity-management/index.js';
import { inventApp, registerApp } from '../../../practice-apps.js';
import type { Workstation } from '../../../workstation.js';
import type { Context } from '../context.js';
import { askSecret, secretFromFile } from '../input/client-secret.js';
import { parseMoment } from '../input/values.js';
import { done, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { credentialData } from '../show/nouns.js';
import { facts } from '../show/table.js';
import { credentialFacts } from './credential-facts.js';

export interface AddOptions {
  readonly tenant?: string;
  readonly client?: string;
  readonly secretFile?: string;
  readonly secretExpires?: string;
  readonly cloud?: 'public' | 'usgov' | 'china';
  readonly practice?: boolean;
  readonly vault?: string;
}

export interface UpdateOptions extends Omit<AddOptions, 'vault'> {
  readonly name?: string;
  readonly newSecret?: boolean;
}

/** `credential add`. */
export async function addCredential(
  context: Context,
  [name = '']: readonly string[],
  options: AddOptions,
): Promise<Outcome> {
  const wrong = wrongAddition(options);
  if (wrong) return wrong;
  const expires = expiryOf(options.secretExpires);
  if (!expires.ok) return expires;
  if (expires.value === null) return wrongUsage('--secret-expires takes a day.', 'Leave it out where nobody knows it.');
  const secret = await secretOf(context, name, options);
  if (!secret.ok) return secret;
  const extras = expires.value === undefined ? {} : { secretExpiresOn: expires.value };
  return withWorkstation(context, async ({ workstation }) => {
    const added =
      options.practice === true
        ? await addPractice(workstation, name, options, secret.value)
        : await workstation.credentials.add(
            {
              name,
              cloud: options.cloud ?? 'public',
              tenantId: options.tenant ?? '',
              clientId: options.client ?? '',
              ...extras,
            },
            secret.value ?? '',
          );
    if (!added.ok) return added;
    const credential = added.value;
    return done(
      { credential: credentialData(credential) },
      `Cloud Credential ${credential.name} added.\n${facts(credentialFacts(credential).slice(1, -2))}\n\n${next(credential, options.vault)}`,
    );
  });
}

function wrongAddition(options: AddOptions): Outcome | undefined {
  if (options.practice) {
    if (options.secretExpires !== undefined)
      return wrongUsage('--secret-expires goes with a credential of Azure only.', 'Leave it out.');
    if (options.cloud) return wrongUsage('--practice and --cloud exclude each other.', 'Leave one of them out.');
    if (options.vault !== undefined && !VAULT_NAME_PATTERN.test(options.vault))
      return wrongUsage(`"${options.vault}" is no vault name.`, VAULT_NAME_RULE);
    return undefined;
  }
  if (options.vault !== undefined)
    return wrongUsage('--vault goes with --practice only.', 'A real vault is made in the Azure portal.');
  if (options.tenant === undefined || options.client === undefined) {
    return wrongUsage(
      `The ${options.tenant === undefined ? 'tenant ID' : 'client ID'} is missing.`,
      'Give --tenant ID and --client ID from the Overview page of the App Registration, or --practice to rehearse without Azure.',
    );
  }
  return undefined;
}

/** ok(undefined): the practice vault makes one up. */
async function secretOf(context: Context, name: string, options: AddOptions): Promise<Result<string | undefined>> {
  if (options.secretFile !== undefined) return secretFromFile(context, options.secretFile);
  return options.practice ? ok(undefined) : askSecret(context, name);
}

async function addPractice(
  workstation: Workstation,
  name: string,
  options: AddOptions,
  secret: string | undefined,
): Promise<Result<Credential>> {
  const added = await workstation.addPracticeCredential({
    name,
    ...(options.tenant === undefined ? {} : { tenantId: options.tenant }),
    ...(options.client === undefined ? {} : { clientId: options.client }),
    ...(secret === undefined ? {} : { secret }),
  });
  if (!added.ok || options.vault === undefined) return added;
  const made = await workstation.ensurePracticeVault(added.value, options.vault);
  return made.ok ? added : made;
}

function next(credential: Credential, vault = 'contoso'): string {
  return credential.cloud === 'practice'
    ? `PRACTICE: it opens the practice vault only. Next, a Key Group:\n  keyferry group create payroll --credential ${credential.name} --vault ${vault} --type p-256`
    : `Next, test it at your vault:\n  keyferry credential test ${credential.name} --vault VAULT`;
}

/** `credential update`. */
export async function updateCredential(
  context: Context,
  [name = '']: readonly string[],
  options: UpdateOptions,
): Promise<Outcome> {
  const { tenant, client, cloud, practice } = options;
  const expires = expiryOf(options.secretExpires);
  if (!expires.ok) return expires;
  const wantsSecret = options.secretFile !== undefined || options.newSecret === true;
  if (
    [options.name, tenant, client, cloud, practice, options.secretExpires].every((one) => one === undefined) &&
    !wantsSecret
  ) {
    return wrongUsage('Nothing to change was named.', 'See: keyferry credential update --help.');
  }
  const secret = wantsSecret
    ? await (options.secretFile === undefined ? askSecret(context, name) : secretFromFile(context, options.secretFile))
    : ok(undefined);
  if (!secret.ok) return secret;
  return withWorkstation(context, async ({ workstation }) => {
    const change: CredentialChange = {
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(tenant === undefined ? {} : { tenantId: tenant }),
      ...(client === undefined ? {} : { clientId: client }),
      ...(cloud === undefined ? {} : { cloud }),
      ...(secret.value === undefined ? {} : { secret: secret.value }),
      ...(expires.value === undefined ? {} : { secretExpiresOn: expires.value }),
    };
    const updated = practice
      ? await renewPractice(workstation, name, change)
      : await workstation.credentials.update(name, change);
    if (!updated.ok) return updated;
    return done(
      { credential: credentialData(updated.value) },
      `Cloud Credential ${updated.value.name} updated.${secret.value === undefined && !practice ? '' : ' Its client secret was replaced.'}\n${facts(credentialFacts(updated.value))}`,
    );
  });
}

/** A day, `off` (null), or nothing said. */
function expiryOf(text: string | undefined): Result<number | null | undefined> {
  if (text === undefined) return ok(undefined);
  return text === 'off' ? ok(null) : parseMoment(text, '--secret-expires');
}

/** A practice credential that the practice vault knows again: after a reset, or when its secret was played with. */
async function renewPractice(
  workstation: Workstation,
  name: string,
  change: CredentialChange,
): Promise<Result<Credential>> {
  const found = workstation.credentials.find(name);
  if (!found.ok) return found;
  if (found.value.cloud !== 'practice' || change.cloud !== undefined) {
    return fail('usage', `${found.value.name} is a credential of Azure, not of the practice vault.`, {
      advice: 'Leave --practice out, or add another one: keyferry credential add NAME --practice.',
    });
  }
  const { tenantId, clientId } = { ...found.value, ...change };
  const access = workstation.practice();
  if (!access.ok) return access;
  const app = await inventApp(access.value, { ...change, tenantId, clientId });
  if (!app.ok) return app;
  const updated = await workstation.credentials.update(name, { ...change, secret: app.value.secret });
  if (!updated.ok) return updated;
  const registered = await registerApp(access.value, app.value);
  if (!registered.ok) return registered;
  for (const group of workstation.keyManagement.groups.list()) {
    if (group.credentialId !== updated.value.id) continue;
    const made = await workstation.ensurePracticeVault(updated.value, group.vault);
    if (!made.ok) return made;
  }
  return updated;
}
