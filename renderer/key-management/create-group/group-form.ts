import { z } from 'zod';
import { CLOUDS, type CloudName } from '../../../shared/azure/clouds.js';
import { KEY_TYPES, type KeyTypeName, type KeyUsage } from '../../../shared/azure/key-types.js';
import { VAULT_NAME_PATTERN } from '../../../shared/azure/names.js';
import { contract, type Argument, type Checked, type GroupView } from '../../../shared/contract/index.js';
import type { CredentialId } from '../../../shared/domain/ids.js';
import { GROUP_FORM } from '../strings.js';

const argument = contract.keyManagement.calls.createGroup.argument;
const { credentialId } = argument.shape;

/** The contract's own schema; only the credential, which is chosen and not typed, has a sentence of its own. */
export const groupForm = argument.safeExtend({
  credentialId: z.custom<CredentialId>((value) => credentialId.safeParse(value).success, GROUP_FORM.noCredential),
});

/** What the fields hold while they are filled in. */
export type GroupFormInput = z.input<typeof groupForm>;
export type GroupFormOutput = Checked<'keyManagement', 'createGroup'>;

/** Which fields stand on which tab, so that a tab can say that something on it has to be put right. */
export const TAB_FIELDS = {
  group: ['name', 'credentialId', 'keyType', 'usages'],
  azure: ['vault'],
  rotation: ['rotateEvery', 'rotateAt', 'rotateZone', 'rotateFirst', 'disableOlderAfter', 'validFor'],
} as const;
export type GroupTabId = keyof typeof TAB_FIELDS;

/** Whether one of the tab's fields is among those that have to be put right. */
export function tabHasError(tab: GroupTabId, wrong: readonly string[]): boolean {
  return TAB_FIELDS[tab].some((field) => wrong.includes(field));
}

/** RSA 3072: the strongest that Azure SQL takes. */
const FIRST_TYPE: KeyTypeName = 'rsa-3072';

/** A new group's fields before anything was typed; where there is one credential only, it is chosen already. */
export function newGroupValues(credentials: readonly { readonly id: CredentialId }[]): Partial<GroupFormInput> {
  const only = credentials.length === 1 ? credentials[0] : undefined;
  return {
    name: '',
    vault: '',
    keyType: FIRST_TYPE,
    usages: [...KEY_TYPES[FIRST_TYPE].usages],
    rotateEvery: '90d',
    validFor: '1y',
    ...(only ? { credentialId: only.id } : {}),
  };
}

/** A group's fields as they are. */
export function valuesOf(group: GroupView): GroupFormInput {
  return {
    name: group.name,
    vault: group.vault,
    credentialId: group.credentialId,
    keyType: group.keyType,
    usages: [...group.usages],
    ...scheduleOf(group),
    ...(group.validFor === undefined ? {} : { validFor: group.validFor }),
  };
}

/** What editGroup is asked: only what was changed; `off` takes a period away. */
export function editArgument(group: GroupView, values: GroupFormOutput): Argument<'keyManagement', 'editGroup'> {
  const usages = values.usages ?? group.usages;
  const sameUsages = usages.length === group.usages.length && usages.every((usage) => group.usages.includes(usage));
  return {
    groupId: group.id,
    ...(values.credentialId === group.credentialId ? {} : { credentialId: values.credentialId }),
    ...(sameUsages ? {} : { usages: [...usages] }),
    ...changedTexts(group, values),
    ...((values.rotationPaused ?? false) === (group.rotationPaused ?? false)
      ? {}
      : { rotationPaused: values.rotationPaused ?? false }),
    ...(values.validFor === group.validFor ? {} : { validFor: values.validFor ?? 'off' }),
  };
}

const SCHEDULE_TEXTS = ['rotateEvery', 'rotateAt', 'rotateZone', 'rotateFirst', 'disableOlderAfter'] as const;
type ScheduleTexts = Partial<Record<(typeof SCHEDULE_TEXTS)[number], string>>;

/** The schedule's fields as far as they are filled in: what previewRotation is asked, too. */
export function scheduleOf(
  fields: Partial<GroupFormInput> | GroupView,
): ScheduleTexts & { readonly rotationPaused?: true } {
  const texts: ScheduleTexts = {};
  for (const name of SCHEDULE_TEXTS) {
    const value = fields[name];
    if (value !== undefined) texts[name] = value;
  }
  return { ...texts, ...(fields.rotationPaused === true ? { rotationPaused: true } : {}) };
}

function changedTexts(group: GroupView, values: GroupFormOutput): ScheduleTexts {
  const changed: ScheduleTexts = {};
  for (const name of SCHEDULE_TEXTS) {
    if (values[name] !== group[name]) changed[name] = values[name] ?? 'off';
  }
  return changed;
}

/** The usages that stay chosen when the type changes: an EC key signs and verifies only; back at RSA all are offered anew. */
export function usagesAfter(before: KeyTypeName, after: KeyTypeName, chosen: readonly KeyUsage[]): readonly KeyUsage[] {
  const from = KEY_TYPES[before];
  const to = KEY_TYPES[after];
  if (from.kind === to.kind) return chosen;
  return to.usages;
}

/** The host that a vault's name becomes; undefined: it is no name yet. */
export function hostOf(vault: string | undefined, cloud: CloudName | undefined): string | undefined {
  if (vault === undefined || cloud === undefined || !VAULT_NAME_PATTERN.test(vault)) return undefined;
  return `${vault.toLowerCase()}.${CLOUDS[cloud].vaultSuffix}`;
}
