import type { DriftView } from '../../shared/contract/index.js';
import type { MendAction } from '../../shared/domain/drift.js';
import type { KeyId } from '../../shared/domain/ids.js';
import type { CloudVersion, Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { KeyVersionProperties } from '../azure/types.js';
import { samePublicKey } from '../crypto/index.js';
import type { VaultFacts } from './look-at-vault.js';

type Finding = DriftView['findings'][number];

/** What the books say of a group, and what the vault holds under its name. */
export interface Sides {
  readonly group: KeyGroup;
  readonly keys: readonly Key[];
  readonly spkiOf: (keyId: KeyId) => Uint8Array | undefined;
  readonly facts: VaultFacts;
  readonly now: number;
}

/** A version of ours with the key it belongs to. */
interface Ours extends CloudVersion {
  readonly keyName: string;
}

/** Every difference with what can be done about it; nothing is said of what was not looked at. */
export function driftFindings(sides: Sides): Pick<DriftView, 'foreignVersions' | 'findings'> {
  const ours = oursOf(sides.keys);
  const known = new Set(ours.map(({ version }) => version));
  const foreign = sides.facts.versions.filter(({ version }) => !known.has(version));
  return {
    foreignVersions: foreign.length,
    findings: [
      ...ofCurrent(sides, ours, foreign),
      ...(sides.facts.deleted ? [softDeleted(sides, ours, sides.facts.deleted)] : []),
      ...ours.flatMap((one) => ofVersion(sides, one)),
      ...sides.keys.filter((key) => key.versions.length === 0).map(onlyLocal),
    ],
  };
}

/** Whether the public key of a listed version has to be read for the comparison. */
export function mustRead(keys: readonly Key[]): (version: KeyVersionProperties) => boolean {
  const states = new Map(oursOf(keys).map(({ version, state }) => [version, state]));
  return ({ version, enabled }) => {
    const state = states.get(version);
    // What we disabled because it was not ours need not be read again while it stays disabled.
    return state !== undefined && !(state === 'disabled' && !enabled);
  };
}

function oursOf(keys: readonly Key[]): readonly Ours[] {
  return keys.flatMap((key) => key.versions.map((version) => ({ ...version, keyName: key.name })));
}

function ofCurrent(
  { group, facts }: Sides,
  ours: readonly Ours[],
  foreign: readonly KeyVersionProperties[],
): Finding[] {
  const { current } = facts;
  const others = foreign.filter(({ version }) => version !== current?.version).length;
  const findings: Finding[] = [];
  if (current && others < foreign.length) {
    findings.push({
      kind: 'newer-version-not-ours',
      version: current.version,
      text: `The current version of ${group.name} in the vault, ${current.version}, belongs to no key here: services use key material that was not made on this workstation.`,
      advice:
        'Find out who made it (another workstation, the portal, a rotation policy of the vault). Force Rotation makes a key of ours current again.',
      actions: ['rotate'],
    });
  }
  if (others > 0) {
    findings.push({
      kind: 'only-in-vault',
      text: `The vault holds ${others} ${others === foreign.length ? '' : 'more '}version(s) of ${group.name} that belong to no key here.`,
      advice:
        'They are counted, never pulled. Nothing has to be done where they are known, e.g. from an earlier workstation.',
    });
  }
  const active = ours.find((one) => one.active);
  const mine = ours.find(({ version }) => version === current?.version);
  if (active && mine && mine.version !== active.version && mine.state === 'live') {
    findings.push({
      kind: 'different-attributes',
      keyId: mine.keyId,
      version: mine.version,
      text: `The current version in the vault is ${mine.version} (key ${mine.keyName}); the books here say ${active.version} (key ${active.keyName}).`,
      advice: 'Find out whether the vault was restored from a backup. Force Rotation makes a new key current.',
    });
  }
  return findings;
}

function softDeleted({ group }: Sides, ours: readonly Ours[], deleted: NonNullable<VaultFacts['deleted']>): Finding {
  const live = ours.filter(({ state }) => state === 'live').length;
  const until = deleted.scheduledPurgeOn === undefined ? '' : `; Azure purges it on ${day(deleted.scheduledPurgeOn)}`;
  const books = live > 0 ? ` The books here say that ${live} version(s) are live.` : '';
  const purge = deleted.purgeable
    ? 'It can be recovered or purged'
    : 'It can be recovered; nobody can purge it earlier, since purge protection is on';
  return {
    kind: 'soft-deleted',
    text: `The key ${group.name} is soft-deleted in the vault ${group.vault}${until}.${books}`,
    advice: `${purge}. Until then its name is blocked and nothing can be pushed.`,
    actions: deleted.purgeable ? ['recover', 'purge'] : ['recover'],
  };
}

function onlyLocal(key: Key): Finding {
  return {
    kind: 'only-local',
    keyId: key.id,
    text: `The key ${key.name} was never pushed.`,
    advice: 'Synchronize it where it is meant for this vault.',
    actions: ['push'],
  };
}

function ofVersion(sides: Sides, one: Ours): Finding[] {
  const listed = sides.facts.versions.find(({ version }) => version === one.version);
  switch (one.state) {
    case 'live':
      return listed ? ofLive(sides, one, listed) : missing(sides, one);
    case 'deleted':
      return listed ? [...backAgain(one), ...otherKey(sides, one)] : [];
    case 'disabled':
      return listed?.enabled ? [...enabledAgain(one), ...otherKey(sides, one)] : [];
  }
}

function ofLive(sides: Sides, one: Ours, listed: KeyVersionProperties): Finding[] {
  return [
    ...otherKey(sides, one),
    ...(listed.enabled ? [] : [disabled(sides, one)]),
    ...expiry(sides, one, listed),
    ...usages(sides, one),
  ];
}

function about(
  one: Ours,
  kind: Finding['kind'],
  text: string,
  advice: string,
  ...actions: readonly MendAction[]
): Finding {
  const found = { kind, keyId: one.keyId, version: one.version, text, advice };
  return actions.length === 0 ? found : { ...found, actions: [...actions] };
}

function nameOf(one: Ours): string {
  return `version ${one.version} (key ${one.keyName}${one.active ? ', the active material' : ''})`;
}

function missing({ group, facts }: Sides, one: Ours): Finding[] {
  // A soft-deleted key takes all its versions along; that was said once.
  if (facts.deleted) return [];
  const gone = facts.versions.length === 0;
  const text = `The vault does not hold ${nameOf(one)} any more${gone ? `: ${group.name} is not there at all` : ''}.`;
  const advice = gone
    ? 'Find out who purged it. This key can be pushed again, or Force Rotation pushes a new one.'
    : 'Find out whether the vault was restored from a backup. This key can be pushed again, or Force Rotation pushes a new one.';
  return [about(one, 'missing', text, advice, ...(one.active ? (['push-again', 'rotate'] as const) : []))];
}

function otherKey({ spkiOf, facts }: Sides, one: Ours): Finding[] {
  const theirs = facts.read.get(one.version);
  const spki = spkiOf(one.keyId);
  if (!theirs || !spki || samePublicKey(theirs.spki, spki)) return [];
  return [
    about(
      one,
      'different-key',
      `The public key in the vault under ${nameOf(one)} is not ours.`,
      'Do not use this version: disable it in the portal, and find out who writes to this vault before anything is pushed again.',
    ),
  ];
}

function disabled({ facts }: Sides, one: Ours): Finding {
  const unread = facts.read.has(one.version) ? '' : ' Its public key could not be read there.';
  return about(
    one,
    'disabled',
    `Disabled in the vault: ${nameOf(one)}.${unread}`,
    one.active
      ? 'Services that use this key fail. Enable the version, or run Force Rotation.'
      : 'Nothing has to be done where that was meant; enable it where data still needs it.',
    'enable',
    ...(one.active ? (['rotate'] as const) : []),
  );
}

function expiry({ now }: Sides, one: Ours, listed: KeyVersionProperties): Finding[] {
  const findings: Finding[] = [];
  if (listed.expiresOn !== one.expiresOn) {
    findings.push(
      about(
        one,
        'different-attributes',
        `The vault lets ${nameOf(one)} expire ${dayOrNever(listed.expiresOn)}; when it was pushed, that was ${dayOrNever(one.expiresOn)}.`,
        'Set it back in the portal where it was not meant; a new version gets what the group says.',
      ),
    );
  }
  // An older version that ran out as planned is no difference.
  if (one.active && listed.expiresOn !== undefined && listed.expiresOn <= now) {
    findings.push(
      about(
        one,
        'expired',
        `Expired ${dayOrNever(listed.expiresOn)}: ${nameOf(one)}.`,
        'Run Force Rotation now.',
        'rotate',
      ),
    );
  }
  return findings;
}

/** What a version may be used for is not in the books; only for the active one the group's own word can be held against it. */
function usages({ group, facts }: Sides, one: Ours): Finding[] {
  const theirs = facts.read.get(one.version)?.usages;
  if (!one.active || !theirs) return [];
  const [there, here] = [[...theirs].sort().join(', '), [...group.usages].sort().join(', ')];
  if (there === here) return [];
  return [
    about(
      one,
      'different-attributes',
      `The vault allows ${there || 'nothing'} for ${nameOf(one)}; the group says ${here}.`,
      'Where the usages of the group were edited after the push, the next rotation brings them; otherwise set them back in the portal.',
    ),
  ];
}

function backAgain(one: Ours): Finding[] {
  return [
    about(
      one,
      'different-attributes',
      `In the vault again: ${nameOf(one)}. It was recovered after Delete on Cloud Service.`,
      'Synchronize this key to take it back into the books (it is not sent again), or run Delete on Cloud Service once more.',
    ),
  ];
}

function enabledAgain(one: Ours): Finding[] {
  return [
    about(
      one,
      'different-attributes',
      `Enabled again in the vault: ${nameOf(one)}. Keyferry had disabled it because its public key was not ours.`,
      'Disable it in the portal, and find out who enabled it.',
    ),
  ];
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function dayOrNever(moment: number | undefined): string {
  return moment === undefined ? 'never' : `on ${day(moment)}`;
}
