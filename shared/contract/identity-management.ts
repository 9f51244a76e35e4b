import { z } from 'zod';
import { clientSecret, credentialFields, localName } from '../domain/credential.js';
import { KEY_NAME_PATTERN, VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../azure/names.js';
import { command, confirmed, query, ROLES } from './define.js';
import { backupFacts, credential, credentialId, filePath, moment, nothing } from './parts.js';

/** At least 15 characters are asked for when one is made (the rules answer why); here only the size is limited. */
const passphrase = z.string().min(1, 'A passphrase is needed.').max(1024, 'A passphrase has at most 1024 characters.');

const login = z.strictObject({ name: localName, passphrase });

/** The fresh logins of so many Administrators as unlock the workstation: needed where the master key is split anew. */
const quorum = z.array(login).max(16);

/** Why; it stands in the log. */
export const justification = z
  .string()
  .trim()
  .min(5, 'Say why in a few words: the justification is logged.')
  .max(500, 'A justification has at most 500 characters.');

/**
 * Changes that concern an Administrator split the master key anew: they take `logins` and `justification`, and need no
 * further approval, since a second administrator is among those who log in. All others leave both out, and are approved.
 */
const underQuorum = { logins: quorum.exactOptional(), justification: justification.exactOptional() };

/** Who is at the workstation and what state it is in. `new`: no first start yet. `sealed`: the master key is not in memory. */
export const session = z.strictObject({
  state: z.enum(['new', 'sealed', 'locked', 'open']),
  version: z.string(),
  door: z.enum(['desktop', 'browser']),
  /** True where the door can show the system's own file dialogs. */
  nativeDialogs: z.boolean(),
  dataFolder: z.string(),
  workstationId: z.string().exactOptional(),
  /** The Administrators who unlocked. */
  loggedIn: z.array(z.string()),
  /** Who works here: the first who logged in, or whoever opened the locked window again. Everything is logged under this name. */
  person: z.string().exactOptional(),
  /** The role of that person. */
  role: z.enum(ROLES).exactOptional(),
  /** How many Administrators unlock it together. */
  threshold: z.number().int().exactOptional(),
  /** The window locks itself after so many minutes without `stillHere` or any command; only while open or locked. */
  idleMinutes: z.number().int().exactOptional(),
  /** UTC milliseconds: at the latest then the window locks itself. */
  lockAt: moment.exactOptional(),
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
  /** Ed25519 public key by which this person's approvals are verified, hex. */
  signingKey: z.string(),
  /** Holds a share of the master key: every active Administrator. */
  holdsShare: z.boolean(),
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

/** The recovery shares that are out, without anything secret. */
export const recoveryView = z.strictObject({
  setId: z.string(),
  createdAt: moment,
  threshold: z.number().int(),
  holders: z.array(z.string()),
});
export type RecoveryView = z.infer<typeof recoveryView>;

/** Identities and what belongs to them. */
const identitiesView = {
  identities: z.array(identityView),
  /** How many Administrators unlock the workstation together. */
  threshold: z.number().int(),
  /** Left out: none were made, or they were used. */
  recovery: recoveryView.exactOptional(),
};

/** How strong a passphrase is: 0 (guessed at once) to 4 (very strong), and a sentence. */
export const passphraseHint = z.strictObject({ score: z.number().int().min(0).max(4), sentence: z.string() });
export type PassphraseHint = z.infer<typeof passphraseHint>;

/** One recovery share as it stands on paper, in groups of four characters. */
const shareText = z.string().trim().min(1, 'Type the share.').max(400, 'A recovery share is shorter than this.');

export const recoverySheet = z.strictObject({
  holder: z.string(),
  index: z.number().int(),
  /** 18 groups of four; never shown again. */
  text: z.string(),
});

const credentialExtras = { secretExpiresOn: moment.exactOptional() };

/** What Add Cloud Credential asks for; the forms check with the same schema. */
export const newCredential = credentialFields.extend({ ...credentialExtras, secret: clientSecret });

export const identityManagement = {
  calls: {
    session: query('anybody', nothing, session),
    secretPlace: query('anybody', nothing, secretPlace),
    /** What the rules say of a new passphrase: `reason` is there when it would be refused. */
    checkPassphrase: query(
      'anybody',
      login,
      z.strictObject({ reason: z.string().exactOptional(), hint: passphraseHint }),
    ),
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
    /**
     * So many Administrators as the threshold says; others may come along. The first one works here. Failed logins are
     * logged at the next one that succeeds.
     */
    logIn: command('anybody', z.strictObject({ logins: z.array(login).min(1).max(16) }), session),
    /** Hides the window's content; scheduled work goes on. */
    lock: command('Auditor', nothing, session),
    /** Somebody moved the mouse or typed: the idle lock begins anew. Commands do that by themselves, queries do not. */
    stillHere: command('Auditor', nothing, nothing),
    /** Any active identity comes, with its own login; the session is that person's from then on. */
    reopen: command('anybody', login, session),
    /** Lock Workstation: the master key leaves the memory. */
    seal: command('Auditor', nothing, session),
    snapshot: query('Auditor', nothing, z.strictObject({ ...identitiesView, credentials: z.array(credential) })),
    /** The newcomer types the passphrase. An Administrator: under quorum. */
    addIdentity: confirmed(
      command(
        'Administrator',
        z.strictObject({ name: localName, role: z.enum(ROLES), passphrase, ...underQuorum }),
        identityView,
      ),
    ),
    /** Cannot log in any more. An Administrator: under quorum, and the share is useless from then on. */
    disableIdentity: confirmed(command('Administrator', z.strictObject({ name: localName, ...underQuorum }), nothing)),
    enableIdentity: confirmed(command('Administrator', z.strictObject({ name: localName, ...underQuorum }), nothing)),
    /** From or to Administrator: under quorum. */
    changeRole: confirmed(
      command('Administrator', z.strictObject({ name: localName, role: z.enum(ROLES), ...underQuorum }), nothing),
    ),
    /** How many Administrators unlock together: 2 up to as many as are active. Under quorum. */
    setThreshold: command(
      'Administrator',
      z.strictObject({ threshold: z.number().int().min(2).max(16), logins: quorum, justification }),
      nothing,
    ),
    /** A second administrator confirms what was asked for. */
    approve: command('Auditor', z.strictObject({ requestId: z.uuid(), login, justification }), nothing),
    declineApproval: command('Auditor', z.strictObject({ requestId: z.uuid() }), nothing),
    /**
     * Recovery shares on paper, any `threshold` of which open the workstation; answered once and never again. Earlier ones
     * are worth nothing from then on. With `folder` a PDF sheet for each holder is written there. Under quorum.
     */
    makeRecoveryShares: command(
      'Administrator',
      z.strictObject({
        threshold: z.number().int().min(2).max(16),
        holders: z.array(localName).min(2, 'At least two people hold recovery shares.').max(16),
        logins: quorum,
        justification,
        folder: filePath.exactOptional(),
      }),
      z.strictObject({ ...recoveryView.shape, sheets: z.array(recoverySheet), files: z.array(z.string()) }),
    ),
    /** Whether these shares would open the workstation; nothing is shown and nothing changed. */
    testRecoveryShares: command(
      'Administrator',
      z.strictObject({ shares: z.array(shareText).min(1).max(16) }),
      z.strictObject({ opens: z.boolean(), sentence: z.string() }),
    ),
    /**
     * With recovery shares on a sealed workstation: makes new Administrators, disables the lost ones, splits the master key
     * anew. The shares are worth nothing afterwards. The new Administrators then log in.
     */
    recover: command(
      'anybody',
      z.strictObject({
        shares: z.array(shareText).min(2, 'It takes at least two recovery shares.').max(16),
        administrators: z.array(login).min(2, 'Recovery makes at least two new Administrators.').max(16),
        lost: z.array(localName).max(64),
        justification,
      }),
      session,
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
  push: z.union([z.strictObject({ session }), z.strictObject({ ...identitiesView, credentials: z.array(credential) })]),
} as const;

/** For forms that name a key in a vault. */
export const vaultKeyName = z.string().regex(KEY_NAME_PATTERN);
