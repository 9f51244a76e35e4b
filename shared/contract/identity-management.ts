import { z } from 'zod';
import { clientSecret, credentialFields, localName } from '../domain/credential.js';
import { KEY_NAME_PATTERN, VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../azure/names.js';
import { command, query, ROLES } from './define.js';
import { backupFacts, credential, credentialId, filePath, moment, nothing } from './parts.js';

/** At least 15 characters are asked for when one is made (the rules answer why); here only the size is limited. */
const passphrase = z.string().min(1, 'A passphrase is needed.').max(1024, 'A passphrase has at most 1024 characters.');

const login = z.strictObject({ name: localName, passphrase });

/** Who is at the workstation and what state it is in. `new`: no first start yet. `sealed`: the master key is not in memory. */
export const session = z.strictObject({
  state: z.enum(['new', 'sealed', 'locked', 'open']),
  version: z.string(),
  door: z.enum(['desktop', 'browser']),
  /** True where the door can show the system's own file dialogs. */
  nativeDialogs: z.boolean(),
  dataFolder: z.string(),
  workstationId: z.string().exactOptional(),
  /** The Admin identities who unlocked. */
  loggedIn: z.array(z.string()),
  role: z.enum(ROLES).exactOptional(),
  designatedDevice: z.boolean().exactOptional(),
  /** What was mended on opening. */
  warnings: z.array(z.string()),
});
export type SessionView = z.infer<typeof session>;

export const identityView = z.strictObject({
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(['active', 'disabled']),
  createdAt: moment,
  lastLogin: moment.exactOptional(),
});
export type IdentityView = z.infer<typeof identityView>;

export const preflightCheck = z.strictObject({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(['passed', 'warning', 'failed', 'not-checked']),
  finding: z.string(),
  advice: z.string().exactOptional(),
  requestId: z.string().exactOptional(),
});

/** Where new client secrets go, and why. */
export const secretPlace = z.strictObject({ kind: z.enum(['os-keychain', 'sealed-store']), sentence: z.string() });

const credentialExtras = { secretExpiresOn: moment.exactOptional() };

/** What Add Cloud Credential asks for; the forms check with the same schema. */
export const newCredential = credentialFields.extend({ ...credentialExtras, secret: clientSecret });

export const identityManagement = {
  calls: {
    session: query('anybody', nothing, session),
    secretPlace: query('anybody', nothing, secretPlace),
    /** What the rules say of a new passphrase: `reason` is there when it would be refused. */
    checkPassphrase: query('anybody', login, z.strictObject({ reason: z.string().exactOptional() })),
    firstStart: command(
      'anybody',
      z.strictObject({ administrators: z.array(login).min(2, 'The first start makes two Admin identities.').max(16) }),
      session,
    ),
    /** Before the first start: what a backup file says of itself. */
    backupInfo: query('anybody', z.strictObject({ file: filePath }), backupFacts),
    /** In place of the first start: the workstation of a backup, opened by the people in it. */
    restoreBackup: command(
      'anybody',
      z.strictObject({
        file: filePath,
        logins: z.array(login).min(1).max(16),
        /** Also when this machine has seen a newer log of that workstation. */
        acceptOlder: z.boolean(),
      }),
      session,
    ),
    logIn: command('anybody', z.strictObject({ logins: z.array(login).min(1).max(16) }), session),
    /** Hides the window's content; scheduled work goes on. */
    lock: command('Auditor', nothing, session),
    /** One of those who logged in comes back. */
    reopen: command('anybody', login, session),
    /** Lock Workstation: the master key leaves the memory. */
    seal: command('Auditor', nothing, session),
    snapshot: query(
      'Auditor',
      nothing,
      z.strictObject({ identities: z.array(identityView), credentials: z.array(credential) }),
    ),
    changePassphrase: command(
      'Auditor',
      z.strictObject({ name: localName, passphrase, newPassphrase: passphrase }),
      nothing,
    ),
    addCredential: command('Administrator', newCredential, credential),
    /** A credential of the embedded practice vault: ids and secret are made here. */
    addPracticeCredential: command('Administrator', z.strictObject({ name: localName }), credential),
    updateCredential: command(
      'Administrator',
      z.strictObject({
        id: credentialId,
        name: credentialFields.shape.name.exactOptional(),
        cloud: credentialFields.shape.cloud.exactOptional(),
        tenantId: credentialFields.shape.tenantId.exactOptional(),
        clientId: credentialFields.shape.clientId.exactOptional(),
        secret: clientSecret.exactOptional(),
        secretExpiresOn: moment.nullable().exactOptional(),
      }),
      credential,
    ),
    removeCredential: command('Administrator', z.strictObject({ id: credentialId }), nothing),
    /** The pre-flight at a vault. */
    testCredential: command(
      'Operator',
      z.strictObject({ id: credentialId, vault: z.string().regex(VAULT_NAME_PATTERN, { error: VAULT_NAME_RULE }) }),
      z.array(preflightCheck),
    ),
  },
  push: z.union([
    z.strictObject({ session }),
    z.strictObject({ identities: z.array(identityView), credentials: z.array(credential) }),
  ]),
} as const;

/** For forms that name a key in a vault. */
export const vaultKeyName = z.string().regex(KEY_NAME_PATTERN);
