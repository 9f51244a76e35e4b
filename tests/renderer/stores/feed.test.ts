import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../shared/contract/index.js';
import { NO_CONFIGURATION, useAdministration } from '../../../renderer/stores/administration-store.js';
import { startFeed } from '../../../renderer/stores/feed.js';
import { NO_IDENTITIES, useIdentityManagement } from '../../../renderer/stores/identity-management-store.js';
import { keysOf, NO_KEYS, useKeyManagement } from '../../../renderer/stores/key-management-store.js';
import { NO_JOBS, useLoggingAndReporting } from '../../../renderer/stores/logging-and-reporting-store.js';
import { NO_SESSION, useSession } from '../../../renderer/stores/session-store.js';
import { PageBridge } from '../../support/page-bridge.js';
import { sampleGroup, sampleJob, sampleKey, sampleSession } from '../../support/view-samples.js';

const group = sampleGroup(1);
const key = sampleKey(1, group);
const configuration = {
  settings: [],
  secrets: { kind: 'sealed-store' as const, sentence: 'In the sealed store.' },
  endpoints: [],
  store: { sequence: 1, journalBytes: 1, snapshotBytes: 1 },
  versions: [],
};

const ok = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function pageBridge(over: ConstructorParameters<typeof PageBridge>[0] = {}): PageBridge {
  return new PageBridge({
    'identityManagement.session': () => ok(sampleSession()),
    'identityManagement.snapshot': () => ok({ identities: [], credentials: [] }),
    'keyManagement.snapshot': () => ok({ groups: [group], keys: [{ groupId: group.id, keys: [key] }] }),
    'loggingAndReporting.snapshot': () => ok({ jobs: [sampleJob(1)], log: { total: 3, lastSequence: 3 } }),
    'administration.snapshot': () => ok(configuration),
    ...over,
  });
}

let stop: (() => void) | undefined;

beforeEach(() => {
  useSession.setState(NO_SESSION, true);
  useIdentityManagement.setState(NO_IDENTITIES, true);
  useKeyManagement.setState(NO_KEYS, true);
  useLoggingAndReporting.setState(NO_JOBS, true);
  useAdministration.setState(NO_CONFIGURATION, true);
});

afterEach(() => stop?.());

describe('the feed of the stores', () => {
  test('loads every room once the workstation is open', async () => {
    stop = startFeed(pageBridge().bridge);
    await settled();
    expect(useSession.getState().session?.loggedIn).toEqual(['alice', 'bob']);
    expect(keysOf(useKeyManagement.getState(), group.id)).toEqual([key]);
    expect(useLoggingAndReporting.getState()).toMatchObject({ loaded: true, log: { total: 3 } });
    expect(useAdministration.getState().configuration).toEqual(configuration);
    expect(useIdentityManagement.getState().loaded).toBe(true);
  });

  test('asks for nothing but the session while the workstation is sealed', async () => {
    const page = pageBridge({ 'identityManagement.session': () => ok(sampleSession({ state: 'sealed' })) });
    stop = startFeed(page.bridge);
    await settled();
    expect(page.calls).toEqual(['identityManagement.session']);
  });

  test('takes pushes: all groups, and the keys of those that changed', async () => {
    const page = pageBridge();
    stop = startFeed(page.bridge);
    await settled();
    const other = sampleGroup(2);
    page.push({
      room: 'keyManagement',
      value: { groups: [group, other], keys: [{ groupId: other.id, keys: [sampleKey(2, other)] }] },
    });
    const state = useKeyManagement.getState();
    expect(state.groups).toHaveLength(2);
    expect(keysOf(state, group.id)).toEqual([key]);
    expect(keysOf(state, other.id)).toHaveLength(1);
    page.push({ room: 'keyManagement', value: { groups: [other], keys: [] } });
    expect(keysOf(useKeyManagement.getState(), group.id)).toEqual([]);
  });

  test('puts a changed job in the place of the old one, newest first', async () => {
    const page = pageBridge();
    stop = startFeed(page.bridge);
    await settled();
    page.push({ room: 'loggingAndReporting', value: { jobs: [sampleJob(2, { state: 'running' })] } });
    page.push({ room: 'loggingAndReporting', value: { jobs: [sampleJob(2, { state: 'failed' })] } });
    expect(useLoggingAndReporting.getState().jobs.map((job) => job.state)).toEqual(['failed', 'succeeded']);
  });

  test('does not lose a push that overtakes the snapshot', async () => {
    let answer: (value: Answer<unknown>) => void = () => undefined;
    const page = pageBridge({
      'keyManagement.snapshot': () => new Promise((resolve) => (answer = resolve)),
    });
    stop = startFeed(page.bridge);
    await settled();
    page.push({ room: 'keyManagement', value: { groups: [group, sampleGroup(2)], keys: [] } });
    answer({ ok: true, value: { groups: [group], keys: [{ groupId: group.id, keys: [key] }] } });
    await settled();
    expect(useKeyManagement.getState().groups).toHaveLength(2);
    expect(keysOf(useKeyManagement.getState(), group.id)).toEqual([key]);
  });

  test('empties the rooms when the window is locked, and keeps them empty', async () => {
    const page = pageBridge();
    stop = startFeed(page.bridge);
    await settled();
    page.push({ room: 'identityManagement', value: { session: sampleSession({ state: 'locked' }) } });
    page.push({ room: 'keyManagement', value: { groups: [group], keys: [] } });
    expect(useKeyManagement.getState()).toMatchObject({ groups: [], loaded: false });
    expect(useLoggingAndReporting.getState().jobs).toEqual([]);
  });

  test('drops a snapshot that arrives after the window was locked', async () => {
    let answer: (value: Answer<unknown>) => void = () => undefined;
    const page = pageBridge({ 'keyManagement.snapshot': () => new Promise((resolve) => (answer = resolve)) });
    stop = startFeed(page.bridge);
    await settled();
    page.push({ room: 'identityManagement', value: { session: sampleSession({ state: 'locked' }) } });
    answer({ ok: true, value: { groups: [group], keys: [] } });
    await settled();
    expect(useKeyManagement.getState().groups).toEqual([]);
  });

  test('loads again when the window is opened again', async () => {
    const page = pageBridge();
    stop = startFeed(page.bridge);
    await settled();
    page.push({ room: 'identityManagement', value: { session: sampleSession({ state: 'locked' }) } });
    page.push({ room: 'identityManagement', value: { session: sampleSession() } });
    await settled();
    expect(page.calls.filter((call) => call === 'keyManagement.snapshot')).toHaveLength(2);
    expect(useKeyManagement.getState().loaded).toBe(true);
  });

  test('keeps the failure of a room, and loads the others', async () => {
    const refused = { ok: false, code: 'forbidden', message: 'Not for you.' } as const;
    stop = startFeed(pageBridge({ 'administration.snapshot': () => Promise.resolve(refused) }).bridge);
    await settled();
    expect(useAdministration.getState().failure).toEqual(refused);
    expect(useKeyManagement.getState().loaded).toBe(true);
  });

  test('says so when the bridge itself breaks', async () => {
    const page = pageBridge({ 'identityManagement.session': () => Promise.reject(new Error('gone')) });
    stop = startFeed(page.bridge);
    await settled();
    expect(useSession.getState().failure?.code).toBe('bridge-broken');
  });

  test('stops listening', async () => {
    const page = pageBridge();
    startFeed(page.bridge)();
    await settled();
    expect(page.listeners).toBe(0);
  });
});
