import { beforeEach, describe, expect, test } from 'vitest';
import { dropApprovals, NOT_CONFIRMED, useApprovals, withApprovals } from '../../../renderer/stores/approvals.js';
import { asId } from '../../../shared/domain/ids.js';
import type { ApprovalRequest } from '../../../shared/domain/approval.js';
import { BridgeDouble } from '../../support/bridge-double.js';
import { UUID } from '../../support/calls.js';
import { SAMPLE_NOW } from '../../support/view-samples.js';

const REQUEST: ApprovalRequest = {
  id: UUID,
  title: 'Delete on Cloud Service',
  lines: [{ name: 'Vault', value: 'contoso' }],
  askedBy: 'Ada',
  expiresAt: SAMPLE_NOW + 300_000,
};
const DELETE = { groupId: asId.group(UUID), confirm: 'payroll', justification: 'No longer needed.', purge: false };
const STARTED = { jobId: asId.job(UUID) };
const NEEDED = { ok: false, code: 'approval-needed', message: 'A second one confirms it.', approval: REQUEST } as const;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Main asks for an approval until `confirmed` is set. */
function asking() {
  const state = { confirmed: false };
  const double = new BridgeDouble()
    .answers('keyManagement', 'deleteOnCloud', () => (state.confirmed ? STARTED : NEEDED))
    .answers('identityManagement', 'declineApproval', undefined);
  return { state, double, bridge: withApprovals(double.bridge) };
}

const asked = () => useApprovals.getState().waiting;

beforeEach(() => useApprovals.setState({ waiting: [] }));

describe('a call that a second administrator must confirm', () => {
  test('waits with the request that main gave, and is made again once it is confirmed', async () => {
    const { state, double, bridge } = asking();
    const answer = bridge.keyManagement.deleteOnCloud(DELETE);
    await settled();
    expect(asked().map(({ request }) => request)).toEqual([REQUEST]);
    state.confirmed = true;
    asked()[0]?.settle('confirmed');
    expect(await answer).toEqual({ ok: true, value: STARTED });
    expect(double.argumentsOf('keyManagement', 'deleteOnCloud')).toEqual([DELETE, DELETE]);
    expect(asked()).toEqual([]);
  });

  test('reaches the caller as not confirmed when it is declined, and main hears of that', async () => {
    const { double, bridge } = asking();
    const answer = bridge.keyManagement.deleteOnCloud(DELETE);
    await settled();
    asked()[0]?.settle('declined');
    expect(await answer).toEqual(NOT_CONFIRMED);
    expect(double.argumentsOf('identityManagement', 'declineApproval')).toEqual([{ requestId: UUID }]);
    expect(double.argumentsOf('keyManagement', 'deleteOnCloud')).toHaveLength(1);
  });

  test('is dropped when the window is locked, without a word to main', async () => {
    const { double, bridge } = asking();
    const answers = [bridge.keyManagement.deleteOnCloud(DELETE), bridge.keyManagement.deleteOnCloud(DELETE)];
    await settled();
    expect(asked()).toHaveLength(2);
    dropApprovals();
    expect(await Promise.all(answers)).toEqual([NOT_CONFIRMED, NOT_CONFIRMED]);
    expect(double.argumentsOf('identityManagement', 'declineApproval')).toEqual([]);
  });

  test('asks once more when what was confirmed is not enough any more', async () => {
    const { state, bridge } = asking();
    const answer = bridge.keyManagement.deleteOnCloud(DELETE);
    await settled();
    asked()[0]?.settle('confirmed');
    await settled();
    expect(asked()).toHaveLength(1);
    state.confirmed = true;
    asked()[0]?.settle('confirmed');
    expect((await answer).ok).toBe(true);
  });
});

describe('every other answer', () => {
  test('comes to the caller as it is', async () => {
    const refused = { code: 'wrong-name', message: 'This is not the name.' };
    const { double, bridge } = asking();
    double.refuses('keyManagement', 'deleteOnCloud', refused);
    expect(await bridge.keyManagement.deleteOnCloud(DELETE)).toEqual({ ok: false, ...refused });
    expect(asked()).toEqual([]);
  });

  test('pushes are heard through it', () => {
    const { double, bridge } = asking();
    const heard: unknown[] = [];
    bridge.listen((push) => void heard.push(push));
    double.tell({ room: 'loggingAndReporting', value: { log: { total: 1, lastSequence: 1 } } });
    expect(heard).toHaveLength(1);
  });
});
