import { CLOUDS } from '../../shared/azure/clouds.js';
import type { Credential } from '../../shared/domain/credential.js';
import { keyState, type CloudVersion, type Key, type KeyState } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';

/** What reports are made from. */
export interface Holdings {
  readonly groups: readonly { readonly group: KeyGroup; readonly keys: readonly Key[] }[];
  readonly credentials: readonly Credential[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const DAY_MS = 86_400_000;

const STATES: Readonly<Record<KeyState, string>> = {
  active: 'active',
  older: 'older version',
  'never-pushed': 'never pushed',
  'deleted-on-cloud': 'deleted on cloud',
  disabled: 'disabled',
};

/** A software key is never said to come from an HSM. */
const SOURCES: Readonly<Record<Key['source'], string>> = {
  software: 'software (not an HSM)',
  ceremony: 'elsewhere: made at a ceremony',
};

const INVENTORY = [
  'Key Group',
  'Vault',
  'Cloud',
  'Cloud Credential',
  'Key',
  'Key type',
  'Source',
  'State',
  'Version in the vault',
  'SPKI SHA-256',
  'Created',
  'Pushed',
  'Expires',
  'Last rotated',
  'Next rotation',
] as const;

/** Every key of every group. */
export function inventory({ groups, credentials }: Holdings): Table {
  const rows = groups.flatMap(({ group, keys }) => {
    const credential = credentials.find(({ id }) => id === group.credentialId);
    return keys.map((key) => {
      const version = versionThere(key);
      return [
        group.name,
        group.vault,
        cloudOf(credential),
        credential?.name ?? '',
        key.name,
        key.keyType,
        SOURCES[key.source],
        STATES[keyState(key)],
        version?.version ?? '',
        key.spkiSha256,
        time(key.createdAt),
        time(version?.pushedAt),
        time(version?.expiresOn),
        time(group.lastRotated),
        time(group.nextRotation),
      ];
    });
  });
  return { columns: INVENTORY, rows };
}

/** What runs out before `until`: active versions, client secrets, and rotations that are due; the soonest first. */
export function expiring(holdings: Holdings, now: number, until: number): Table {
  const rows = [...versionsAndRotations(holdings), ...secrets(holdings)]
    .filter(({ when }) => when < until)
    .sort((a, b) => a.when - b.when)
    .map(({ what, name, place, detail, when }) => [what, name, place, detail, time(when), howSoon(when, now)]);
  return { columns: ['What', 'Name', 'Vault or cloud', 'Detail', 'When', 'How soon'], rows };
}

interface Ending {
  readonly what: string;
  readonly name: string;
  readonly place: string;
  readonly detail: string;
  readonly when: number;
}

function versionsAndRotations({ groups, credentials }: Holdings): Ending[] {
  return groups.flatMap(({ group, keys }) => {
    const credential = credentials.find(({ id }) => id === group.credentialId);
    const practice = credential?.cloud === 'practice' ? ` (${CLOUDS.practice.title})` : '';
    const base = { name: group.name, place: `${group.vault}${practice}` };
    const endings: Ending[] = [];
    for (const key of keys) {
      const active = key.versions.find((version) => version.active);
      if (active?.expiresOn === undefined) continue;
      const detail = `key ${key.name}, version ${active.version}`;
      endings.push({ ...base, what: 'Active version expires', detail, when: active.expiresOn });
    }
    if (group.nextRotation !== undefined) {
      const last = group.lastRotated === undefined ? 'never rotated yet' : `last rotated ${day(group.lastRotated)}`;
      const detail = `every ${group.rotateEvery ?? ''}, ${last}`;
      endings.push({ ...base, what: 'Rotation due', detail, when: group.nextRotation });
    }
    return endings;
  });
}

function secrets({ credentials }: Holdings): Ending[] {
  return credentials.flatMap((credential) => {
    const { name, clientId, secretExpiresOn: when } = credential;
    if (when === undefined) return [];
    return [{ what: 'Client secret expires', name, place: cloudOf(credential), detail: `client ID ${clientId}`, when }];
  });
}

/** The active version, or else the newest that is still there. */
function versionThere(key: Key): CloudVersion | undefined {
  const there = key.versions.filter(({ state }) => state !== 'deleted');
  return there.find(({ active }) => active) ?? there.findLast(({ state }) => state === 'live') ?? there.at(-1);
}

/** The cloud of a credential in words. */
export function cloudOf(credential: Credential | undefined): string {
  return credential ? CLOUDS[credential.cloud].title : '';
}

/** UTC to the second; empty where there is no such time. */
export function time(moment: number | undefined): string {
  return moment === undefined ? '' : `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

function day(moment: number): string {
  return time(moment).slice(0, 10);
}

function howSoon(when: number, now: number): string {
  const days = Math.floor(Math.abs(when - now) / DAY_MS);
  const some = days === 1 ? '1 day' : `${days} days`;
  if (when <= now) return days === 0 ? 'since today' : `since ${some}`;
  return days === 0 ? 'within a day' : `in ${some}`;
}
