import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEY_TYPES, KEY_USAGES } from '../../../shared/azure/key-types.js';
import { asId } from '../../../shared/domain/ids.js';
import {
  editArgument,
  groupForm,
  hostOf,
  newGroupValues,
  tabHasError,
  usagesAfter,
  valuesOf,
} from '../../../renderer/key-management/create-group/group-form.js';
import { partsOf, periodText } from '../../../renderer/key-management/create-group/period-parts.js';
import { aGroup } from './make.js';

const CREDENTIAL = { id: asId.credential(randomUUID()) };

function wrongIn(values: object): Readonly<Record<string, string>> {
  const checked = groupForm.safeParse({
    ...newGroupValues([CREDENTIAL]),
    name: 'payroll',
    vault: 'contoso',
    ...values,
  });
  return checked.success
    ? {}
    : Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}

describe('a new group', () => {
  test('is offered with what fits most services, and with the only credential there is', () => {
    expect(newGroupValues([CREDENTIAL])).toMatchObject({
      credentialId: CREDENTIAL.id,
      keyType: 'rsa-3072',
      usages: [...KEY_USAGES],
      rotateEvery: '90d',
      validFor: '1y',
    });
    expect(newGroupValues([CREDENTIAL, { id: asId.credential(randomUUID()) }])).not.toHaveProperty('credentialId');
  });

  test('with a name and a vault is complete', () => {
    expect(wrongIn({})).toEqual({});
  });

  test.each([
    ['name', { name: '' }, 'A key name has 1 to 127 characters'],
    ['name', { name: 'pay roll' }, 'letters, digits and hyphens'],
    ['vault', { vault: 'https://contoso.vault.azure.net' }, 'Give the name alone, not the address'],
    ['vault', { vault: 'co--ntoso' }, 'single hyphens'],
    ['credentialId', { credentialId: undefined }, 'Choose the Cloud Credential'],
    ['credentialId', { credentialId: 'prod' }, 'Choose the Cloud Credential'],
    ['usages', { usages: [] }, 'At least one key usage is needed.'],
    ['usages', { keyType: 'p-256', usages: ['sign', 'encrypt'] }, 'leave out encrypt'],
    ['rotateEvery', { rotateEvery: 'd' }, 'A period is a number and a unit'],
    ['validFor', { validFor: '0d' }, 'A period is a number and a unit'],
  ])('says at %s what is wrong with %j', (field, values, sentence) => {
    expect(wrongIn(values)[field]).toContain(sentence);
  });
});

describe('tabs', () => {
  test('know their own fields only', () => {
    expect(tabHasError('group', ['vault'])).toBe(false);
    expect(tabHasError('azure', ['vault'])).toBe(true);
    expect(tabHasError('rotation', ['validFor', 'name'])).toBe(true);
  });
});

describe('editing', () => {
  const group = aGroup({ rotateEvery: '90d', validFor: '1y' });
  const same = groupForm.parse(valuesOf(group));

  test('asks for nothing that was not changed', () => {
    expect(editArgument(group, same)).toEqual({ groupId: group.id });
  });

  test('the order of usages is no change', () => {
    expect(editArgument(group, { ...same, usages: ['verify', 'sign'] })).toEqual({ groupId: group.id });
  });

  test('a period taken away is switched off, one that is new is sent', () => {
    const { rotateEvery: _off, ...rest } = same;
    expect(editArgument(group, { ...rest, validFor: '2y' })).toEqual({
      groupId: group.id,
      rotateEvery: 'off',
      validFor: '2y',
    });
  });

  test('another credential and fewer usages are sent', () => {
    expect(editArgument(group, { ...same, credentialId: CREDENTIAL.id, usages: ['sign'] })).toEqual({
      groupId: group.id,
      credentialId: CREDENTIAL.id,
      usages: ['sign'],
    });
  });
});

describe('key usages when the type changes', () => {
  test('stay within RSA, become sign and verify with EC, and come back with RSA', () => {
    expect(usagesAfter('rsa-2048', 'rsa-4096', ['wrapKey'])).toEqual(['wrapKey']);
    expect(usagesAfter('rsa-2048', 'p-256', ['wrapKey'])).toEqual(['sign', 'verify']);
    expect(usagesAfter('p-256', 'rsa-2048', ['sign'])).toEqual(KEY_TYPES['rsa-2048'].usages);
  });
});

describe("the vault's address", () => {
  test.each([
    ['contoso', 'public', 'contoso.vault.azure.net'],
    ['Contoso', 'usgov', 'contoso.vault.usgovcloudapi.net'],
    ['contoso', 'china', 'contoso.vault.azure.cn'],
    ['rehearsal', 'practice', 'rehearsal.vault.localhost'],
    ['co', 'public', undefined],
    ['contoso', undefined, undefined],
    [undefined, 'public', undefined],
  ] as const)('%s in %s is %s', (vault, cloud, host) => {
    expect(hostOf(vault, cloud)).toBe(host);
  });
});

describe('a period while it is typed', () => {
  test.each([
    ['90d', { count: 90, unit: 'd' }],
    ['w', { count: undefined, unit: 'w' }],
    ['-3m', { count: -3, unit: 'm' }],
    [undefined, { count: undefined, unit: 'd' }],
  ] as const)('%s is %j', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  test('goes back to its text, and without a number to nothing only where it may be missing', () => {
    expect(periodText({ count: 6, unit: 'm' }, false)).toBe('6m');
    expect(periodText({ count: undefined, unit: 'm' }, true)).toBeUndefined();
    expect(wrongIn({ rotateEvery: periodText({ count: undefined, unit: 'm' }, false) })).toHaveProperty('rotateEvery');
    expect(wrongIn({ rotateEvery: periodText({ count: -3, unit: 'm' }, false) })).toHaveProperty('rotateEvery');
  });
});
