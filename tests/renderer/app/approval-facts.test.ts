import { describe, expect, test } from 'vitest';
import { approversOf, isPractice, placeOf, valueParts } from '../../../renderer/app/approval/approval-facts.js';
import { setDevice } from '../../../renderer/app/first-start/set-device.js';
import { EMPTY_DRAFT } from '../../../renderer/app/first-start/draft.js';
import type { IdentityView } from '../../../shared/contract/index.js';
import { BridgeDouble } from '../../support/bridge-double.js';
import { UUID } from '../../support/calls.js';
import { SAMPLE_NOW } from '../../support/view-samples.js';
import { BEN } from '../../support/workstation.js';

const REQUEST = {
  id: UUID,
  title: 'Delete on Cloud Service',
  lines: [{ name: 'Vault', value: 'contoso' }],
  askedBy: 'ADA',
  expiresAt: SAMPLE_NOW,
};
const who = (name: string, over: Partial<IdentityView> = {}): IdentityView => ({
  name,
  role: 'Administrator',
  state: 'active',
  createdAt: SAMPLE_NOW,
  signingKey: '',
  holdsShare: true,
  ...over,
});

describe('a request for approval', () => {
  test('can be confirmed by every active Administrator but the one who asked', () => {
    const identities = [
      who('Ada'),
      who('Ben'),
      who('Gus', { state: 'disabled' }),
      who('Olga', { role: 'Operator' }),
      who('Cleo'),
    ];
    expect(approversOf(identities, REQUEST)).toEqual(['Ben', 'Cleo']);
  });

  test('shows fingerprints in groups, also within a sentence, and nothing else', () => {
    const spki = 'ab'.repeat(32);
    const fingerprintsOf = (value: string) =>
      valueParts(value).flatMap(({ text, isFingerprint }) => (isFingerprint ? [text] : []));
    expect(fingerprintsOf(`payroll-001, SHA-256 ${spki}`)).toEqual([spki]);
    expect(fingerprintsOf('AB'.repeat(20))).toEqual(['AB'.repeat(20)]);
    expect(fingerprintsOf(`contoso ${'ab'.repeat(31)}`)).toEqual([]);
    const parts = valueParts(`payroll-001, SHA-256 ${spki}`).map(({ text }) => text);
    expect(parts.join('')).toBe(`payroll-001, SHA-256 ${spki}`);
  });

  test('is marked when it is about a practice vault', () => {
    expect(isPractice(REQUEST, new Set())).toBe(false);
    expect(isPractice(REQUEST, new Set(['contoso']))).toBe(true);
    expect(isPractice({ ...REQUEST, lines: [{ name: 'Vault', value: 'contoso (PRACTICE)' }] }, new Set())).toBe(true);
    expect(isPractice({ ...REQUEST, lines: [{ name: 'Credential', value: 'Practice' }] }, new Set())).toBe(false);
  });

  test('says a refused login beside the passphrase, and its end as an end', () => {
    expect(['login-refused', 'approval-gone', 'approver-not-allowed'].map(placeOf)).toEqual([
      'passphrase',
      'end',
      'below',
    ]);
  });
});

describe('the designated device at the first start', () => {
  const draft = { ...EMPTY_DRAFT, second: { ...BEN, again: BEN.passphrase } };
  const configuration = {
    settings: [],
    secrets: { kind: 'sealed-store' as const, sentence: 'In the sealed store.' },
    endpoints: [],
    unreachable: [],
    store: { sequence: 1, journalBytes: 1, snapshotBytes: 1 },
    versions: [],
  };

  test('is confirmed by the second administrator, who sits there', async () => {
    let confirmed = false;
    const needed = { ok: false, code: 'approval-needed', message: 'Confirm.', approval: REQUEST } as const;
    const double = new BridgeDouble()
      .answers('administration', 'set', () => (confirmed ? configuration : needed))
      .answers('identityManagement', 'approve', () => {
        confirmed = true;
        return undefined;
      });
    expect((await setDevice(double.bridge, draft)).ok).toBe(true);
    expect(double.argumentsOf('identityManagement', 'approve')).toMatchObject([{ requestId: UUID, login: BEN }]);
  });

  test('is set at once where main asks for no one', async () => {
    const double = new BridgeDouble().answers('administration', 'set', configuration);
    await setDevice(double.bridge, { ...draft, device: 'not-designated' });
    expect(double.argumentsOf('administration', 'set')).toEqual([{ name: 'designated-device', value: 'off' }]);
  });
});
