import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../../shared/domain/log-event.js';
import { RefusedLogins } from '../../main/identity-management/index.js';
import { initWorkstation, openWorkstation } from '../../main/workstation.js';
import { freshFolder } from '../support/folders.js';
import { HeldClock } from '../support/held-clock.js';
import { MoodyFiles } from '../support/moody-files.js';
import { must, mustFail } from '../support/must.js';
import { makePractice } from '../support/practice.js';
import { refusal, TestWindow, turn, value } from '../support/window.js';
import { ADA, ADMINS, BEN, WEAK_SCRYPT } from '../support/workstation.js';

const WRONG = { ...ADA, passphrase: 'this is not what she chose' };
const EVE = { name: 'Eve', passphrase: 'nine slow barges under the bridge' };

/** Everything that was logged under this event, oldest first. */
async function logged(window: TestWindow, event: string): Promise<LogEvent[]> {
  const page = value(
    await window.bridge.loggingAndReporting.logPage({ filter: { service: 'Identity' }, offset: 0, limit: 500 }),
  );
  return page.events.filter((one) => one.event === event).reverse();
}

function states(window: TestWindow): string[] {
  return window.told('identityManagement').flatMap((push) => ('session' in push ? [push.session.state] : []));
}

describe('the session', () => {
  test('is new before the first start, and open after it', async () => {
    const window = await TestWindow.make();
    const { session, firstStart } = window.bridge.identityManagement;
    expect(value(await session())).toMatchObject({
      state: 'new',
      door: 'browser',
      nativeDialogs: false,
      dataFolder: window.folder,
      loggedIn: [],
    });
    const opened = value(await firstStart({ administrators: [...ADMINS] }));
    expect(value(await session())).toEqual(opened);
    expect(opened.workstationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(states(window)).toEqual(['open']);
  });

  test('is sealed when it was closed, and opened again by two', async () => {
    const first = await TestWindow.open();
    await first.answerer.close();
    const window = await TestWindow.make({ folder: first.folder });
    const { session, logIn } = window.bridge.identityManagement;
    const sealed = value(await session());
    expect(sealed).toMatchObject({ state: 'sealed', loggedIn: [] });
    expect(sealed.role).toBeUndefined();
    expect(refusal(await logIn({ logins: [ADA] }))).toMatchObject({
      code: 'two-needed',
      advice: 'Two people log in together, each with a name and passphrase of their own.',
    });
    expect(value(await logIn({ logins: [BEN, ADA] }))).toMatchObject({ state: 'open', loggedIn: ['Ben', 'Ada'] });
  });

  test('is opened once, however often the button is pressed', async () => {
    const first = await TestWindow.open();
    await first.answerer.close();
    const window = await TestWindow.make({ folder: first.folder });
    const { logIn } = window.bridge.identityManagement;
    const answers = await Promise.all([1, 2, 3].map(() => logIn({ logins: [...ADMINS] })));
    expect(answers.map((answer) => (answer.ok ? 'open' : answer.code))).toEqual([
      'open',
      'already-open',
      'already-open',
    ]);
    // One of the first start, one of this login.
    expect(await logged(window, 'workstation-unlocked')).toHaveLength(2);
  });

  test('is made once, however often the button is pressed', async () => {
    const window = await TestWindow.make();
    const { firstStart } = window.bridge.identityManagement;
    const answers = await Promise.all([1, 2].map(() => firstStart({ administrators: [...ADMINS] })));
    expect(answers.map((answer) => (answer.ok ? 'open' : answer.code))).toEqual(['open', 'already-open']);
    expect(await logged(window, 'first-start')).toHaveLength(1);
  });

  test('says of a weak passphrase why it is refused, and makes nothing', async () => {
    const window = await TestWindow.make();
    const { firstStart, session, checkPassphrase } = window.bridge.identityManagement;
    const weak = { name: 'Ada', passphrase: 'too short' };
    const reason = 'The passphrase of Ada has 9 characters; at least 15 are needed.';
    expect(value(await checkPassphrase(weak))).toEqual({ reason, hint: { score: 0, sentence: 'Not usable.' } });
    expect(value(await checkPassphrase(ADA))).toEqual({ hint: { score: 3, sentence: 'Strong.' } });
    expect(refusal(await firstStart({ administrators: [weak, BEN] })).message).toBe(reason);
    expect(value(await session()).state).toBe('new');
  });

  test('is in use elsewhere while another Keyferry has the folder', async () => {
    const first = await TestWindow.open();
    const second = await TestWindow.make({ folder: first.folder });
    const refused = refusal(await second.bridge.identityManagement.logIn({ logins: [...ADMINS] }));
    expect(refused).toMatchObject({ code: 'folder-in-use', advice: 'Close the other one first.' });
  });

  test('frees the folder when the disk cannot log the login', async () => {
    const first = await TestWindow.open();
    await first.answerer.close();
    const disk = new MoodyFiles();
    const window = await TestWindow.make({ folder: first.folder, files: disk.files });
    const { logIn, session } = window.bridge.identityManagement;
    disk.fill();
    expect(refusal(await logIn({ logins: [...ADMINS] })).code).toBe('disk-full');
    expect(value(await session()).state).toBe('sealed');
    disk.free();
    expect(value(await logIn({ logins: [...ADMINS] })).state).toBe('open');
  });
});

describe('a locked window', () => {
  test("is opened by any active identity with its own passphrase, and is that person's from then on", async () => {
    const folder = freshFolder();
    const options = { scrypt: WEAK_SCRYPT, preferSecretsIn: 'sealed-store' } as const;
    must(await initWorkstation(folder, [...ADMINS, EVE], options));
    const window = await TestWindow.make({ folder });
    const { logIn, lock, reopen, session } = window.bridge.identityManagement;
    expect(value(await logIn({ logins: [...ADMINS] }))).toMatchObject({ person: 'Ada', role: 'Administrator' });
    expect(refusal(await reopen(ADA)).code).toBe('not-locked');

    expect(value(await lock())).toMatchObject({ state: 'locked', loggedIn: ['Ada', 'Ben'], person: 'Ada' });
    const advice = 'Any active identity opens the window again, with its own passphrase.';
    for (const login of [WRONG, { ...EVE, passphrase: BEN.passphrase }, { ...ADA, name: 'Nobody' }])
      expect(refusal(await reopen(login))).toMatchObject({ code: 'login-refused', advice });
    expect(value(await session()).state).toBe('locked');
    expect(value(await reopen({ ...EVE, name: ' eve ' }))).toMatchObject({ state: 'open', person: 'Eve' });

    expect(states(window)).toEqual(['open', 'locked', 'open']);
    expect((await logged(window, 'window-locked')).map(({ actor }) => actor)).toEqual(['Ada']);
    expect((await logged(window, 'login-refused')).map(({ level, object }) => [level, object])).toEqual([
      ['WARN', 'Ada'],
      ['WARN', 'Eve'],
      ['WARN', 'an unknown name'],
    ]);
    expect((await logged(window, 'window-reopened')).map(({ actor, message }) => [actor, message])).toEqual([
      ['Eve', 'The window was opened again by Eve; before, Ada worked here.'],
    ]);
  });

  test('is locked even when the disk is full, and stays so until that can be logged', async () => {
    const disk = new MoodyFiles();
    const window = await TestWindow.open({ files: disk.files });
    const { lock, reopen } = window.bridge.identityManagement;
    disk.fill();
    expect(value(await lock()).state).toBe('locked');
    expect(refusal(await reopen(ADA)).code).toBe('disk-full');
    disk.free();
    expect(value(await reopen(ADA)).state).toBe('open');
  });

  test('can be locked by the door itself', async () => {
    const window = await TestWindow.open();
    window.answerer.lock();
    expect(states(window)).toEqual(['open', 'locked']);
    expect(refusal(await window.bridge.keyManagement.snapshot()).code).toBe('locked');
  });
});

describe('a sealed workstation', () => {
  test('has given the folder back, and answers nothing more', async () => {
    const window = await TestWindow.ready();
    expect(value(await window.bridge.identityManagement.seal())).toMatchObject({ state: 'sealed', loggedIn: [] });
    expect(states(window).at(-1)).toBe('sealed');
    expect(refusal(await window.bridge.keyManagement.snapshot()).code).toBe('sealed');
    const options = { scrypt: WEAK_SCRYPT, preferSecretsIn: 'sealed-store' } as const;
    must(await openWorkstation(window.folder, ADMINS, options)).close();
  });

  test('was sealed after the keys that were being made, none of them half made', async () => {
    const window = await TestWindow.ready();
    const { keyManagement, identityManagement } = window.bridge;
    const group = await window.group('payroll', 0);
    const making = keyManagement.createKeys({ groupId: group.id, count: 200 });
    await window.until(() => (window.told('keyManagement').at(-1)?.groups[0]?.keyCount ?? 0) > 1);
    const sealing = identityManagement.seal();
    const stopped = refusal(await making);
    expect(stopped.code).toBe('sealed');
    expect(value(await sealing).state).toBe('sealed');

    value(await identityManagement.logIn({ logins: [...ADMINS] }));
    const keys = value(await keyManagement.snapshot()).keys[0]?.keys ?? [];
    expect(keys.length).toBeLessThan(200);
    expect(stopped.message).toBe(`${keys.length} of 200 keys were made before the workstation was sealed.`);
  });

  test('is sealed after a running job has ended and removed its KEK', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 5);
    const held = window.holdImport('payroll');
    const { jobId } = value(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    await held.reached;
    const sealing = window.bridge.identityManagement.seal();
    await turn();
    expect(refusal(await window.bridge.keyManagement.snapshot()).code).toBe('sealed');
    held.letGo();
    expect(value(await sealing).state).toBe('sealed');
    const { vaults } = await window.practice.admin({ call: 'overview' });
    expect(vaults.flatMap(({ keys }) => keys).filter(({ kek }) => kek)).toEqual([]);
    value(await window.bridge.identityManagement.logIn({ logins: [...ADMINS] }));
    const job = value(await window.bridge.loggingAndReporting.job({ jobId }));
    expect(job).toMatchObject({ state: 'cancelled', reconciled: true, done: 1, total: 5 });
  });
});

describe('wrong passphrases', () => {
  test('cost nothing five times, then a pause that grows to a minute, until one is right', async () => {
    const window = await TestWindow.open();
    const { seal, logIn } = window.bridge.identityManagement;
    value(await seal());
    const waits: number[] = [];
    for (let attempt = 0; attempt < 14; attempt += 1) {
      const before = window.clock.now();
      expect(refusal(await logIn({ logins: [WRONG, BEN] })).code).toBe('login-refused');
      waits.push(Math.floor((window.clock.now() - before) / 1000));
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    value(await logIn({ logins: [...ADMINS] }));
    const refused = await logged(window, 'login-refused');
    expect(refused).toHaveLength(14);
    expect(refused[0]).toMatchObject({ level: 'WARN', actor: 'Ada', object: 'Ada' });
    expect(refused[0]?.message).toMatch(
      /^A login of Ada was refused on 2026-\S+, while the workstation was sealed: the name or/,
    );

    value(await seal());
    const before = window.clock.now();
    expect(refusal(await logIn({ logins: [WRONG, BEN] })).advice).toBe(
      'Check both names and passphrases. Nothing was unlocked.',
    );
    expect(window.clock.now() - before).toBeLessThan(1000);
  });

  test('are no faster when many come at once, nor through Change Passphrase', async () => {
    const window = await TestWindow.open();
    const { changePassphrase } = window.bridge.identityManagement;
    const before = window.clock.now();
    const guess = { name: BEN.name, newPassphrase: 'nine slow barges under the bridge' };
    const guesses = [1, 2, 3, 4, 5, 6, 7].map((number) =>
      changePassphrase({ ...guess, passphrase: `guess number ${number} of many` }),
    );
    const answers = await Promise.all(guesses);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(Array(7).fill('login-refused'));
    expect(window.clock.now() - before).toBeGreaterThanOrEqual(3000);
  });

  test('do not keep whoever seals waiting', async () => {
    const clock = new HeldClock();
    const window = await TestWindow.open({ clock });
    const { lock, reopen, seal, logIn } = window.bridge.identityManagement;
    value(await lock());
    for (let attempt = 0; attempt < 5; attempt += 1) refusal(await reopen(WRONG));
    const waiting = [reopen(ADA), reopen(ADA)];
    while (!clock.sleeping.includes(1000)) await turn();
    await window.answerer.close();
    expect((await Promise.all(waiting)).map((answer) => refusal(answer).code)).toEqual([
      'login-stopped',
      'login-stopped',
    ]);
    // What was counted stays: the next one waits too.
    const next = logIn({ logins: [...ADMINS] });
    while (!clock.sleeping.includes(1000)) await turn();
    await clock.release();
    expect(value(await next).state).toBe('open');
    value(await seal());
  });

  test('are no way in, however the name is written', async () => {
    const window = await TestWindow.open();
    value(await window.bridge.identityManagement.seal());
    for (const name of ['Ada', 'ADA', 'Mallory'])
      expect(refusal(await window.bridge.identityManagement.logIn({ logins: [{ ...WRONG, name }, BEN] })).code).toBe(
        'login-refused',
      );
  });
});

test('what a crash left behind is looked after at the next login, and told', async () => {
  const practice = await makePractice();
  const crashed = await TestWindow.ready({}, practice);
  const group = await crashed.group('payroll', 2);
  const copy = freshFolder();
  const held = crashed.holdImport('payroll');
  const { jobId } = value(await crashed.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  await held.reached;
  cpSync(crashed.folder, copy, { recursive: true });
  rmSync(join(copy, 'lock.json'));

  const window = await TestWindow.make({ folder: copy }, practice);
  value(await window.bridge.identityManagement.logIn({ logins: [...ADMINS] }));
  const told = () => window.told('loggingAndReporting').flatMap((push) => ('jobs' in push ? push.jobs : []));
  await window.until(() => told().some((job) => job.id === jobId && job.state === 'interrupted' && job.reconciled));
  expect(window.told('keyManagement').at(-1)?.groups[0]).toMatchObject({ name: 'payroll', unreconciled: false });
  expect(mustFail(await openWorkstation(copy, ADMINS, { scrypt: WEAK_SCRYPT })).code).toBe('folder-in-use');
  held.letGo();
});

describe('a window that nobody is at', () => {
  const MINUTE = 60_000;

  test('is locked after five minutes, or as many as are set; what it looks up by itself does not keep it open', async () => {
    const window = await TestWindow.open();
    const { session, stillHere, reopen } = window.bridge.identityManagement;
    expect(value(await session())).toMatchObject({ idleMinutes: 5, lockAt: window.clock.now() + 480 * MINUTE });
    window.clock.advance(4 * MINUTE);
    value(await stillHere());
    window.clock.advance(4 * MINUTE);
    value(await window.bridge.keyManagement.snapshot());
    window.clock.advance(MINUTE);
    expect(refusal(await window.bridge.keyManagement.snapshot()).code).toBe('locked');
    value(await reopen(ADA));
    const [locked] = await logged(window, 'window-locked');
    expect(locked?.message).toBe('The window was locked. Nobody was at work for 5 minute(s).');

    value(await window.bridge.administration.set({ name: 'lock-after-minutes', value: '30' }));
    window.clock.advance(29 * MINUTE);
    value(await window.bridge.keyManagement.snapshot());
    for (const wrong of ['0', '61', '5.5', 'never'])
      expect(refusal(await window.bridge.administration.set({ name: 'lock-after-minutes', value: wrong })).code).toBe(
        'bad-input',
      );
  });

  test('is locked after eight hours whatever is done in it, and counts anew when somebody comes', async () => {
    const window = await TestWindow.open();
    const { stillHere, reopen } = window.bridge.identityManagement;
    for (let minutes = 0; minutes < 476; minutes += 4) {
      window.clock.advance(4 * MINUTE);
      value(await stillHere());
    }
    window.clock.advance(4 * MINUTE);
    expect(refusal(await stillHere()).code).toBe('locked');
    value(await reopen(BEN));
    expect((await logged(window, 'window-locked')).at(-1)?.message).toContain('open for eight hours');
    window.clock.advance(MINUTE);
    value(await stillHere());
  });

  test('goes on with a running job while it is locked, under the name of whoever began it', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 1);
    const held = window.holdImport('payroll');
    const { jobId } = value(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    await held.reached;
    value(await window.bridge.identityManagement.lock());
    value(await window.bridge.identityManagement.reopen(BEN));
    held.letGo();
    const job = await window.ended({ ok: true, value: { jobId } });
    expect(job).toMatchObject({ state: 'succeeded', by: 'Ada' });
    const page = value(await window.bridge.loggingAndReporting.logPage({ filter: { jobId }, offset: 0, limit: 100 }));
    expect([...new Set(page.events.map(({ actor }) => actor))]).toEqual(['Ada']);
    expect(value(await window.bridge.identityManagement.session()).person).toBe('Ben');
  });
});

describe('logins that were refused while it was sealed', () => {
  test('slow down the next ones after a restart too, and stand in the log then; unknown names and passphrases nowhere', async () => {
    const first = await TestWindow.open();
    await first.answerer.close();
    const tried = await TestWindow.make({ folder: first.folder });
    for (const name of ['Ada', 'Ada', 'my secret typed as a name', 'Ada', 'Ben'])
      refusal(
        await tried.bridge.identityManagement.logIn({ logins: [{ ...WRONG, name }, name === 'Ben' ? ADA : BEN] }),
      );
    await tried.answerer.close();
    const kept = join(first.folder, 'refused-logins.jsonl');
    expect(readFileSync(kept, 'utf8')).not.toMatch(/secret|chose/);
    expect(statSync(kept).mode & 0o777).toBe(0o600);

    const window = await TestWindow.make({ folder: first.folder });
    const before = window.clock.now();
    value(await window.bridge.identityManagement.logIn({ logins: [...ADMINS] }));
    expect(window.clock.now() - before).toBeGreaterThanOrEqual(1000);
    const refused = await logged(window, 'login-refused');
    expect(refused.map(({ object, actor }) => [object, actor])).toEqual([
      ['Ada', 'Ada'],
      ['Ada', 'Ada'],
      ['an unknown name', 'unknown'],
      ['Ada', 'Ada'],
      ['Ben', 'Ben'],
    ]);
    expect(JSON.stringify(refused)).not.toMatch(/my secret/);
    expect(existsSync(kept)).toBe(false);
  });

  test('fill no disk, and damaged lines still count', () => {
    const folder = freshFolder();
    const refused = new RefusedLogins(folder);
    for (let number = 0; number < 3000; number += 1) refused.note(Date.UTC(2026, 10, 24), 'Ada');
    expect(statSync(join(folder, 'refused-logins.jsonl')).size).toBeLessThanOrEqual(65_536);
    expect(refused.count).toBeGreaterThan(1000);
    refused.clear();
    writeFileSync(join(folder, 'refused-logins.jsonl'), '{"time":1e999}\n{"time":12,"name":"Ada"}\nno json\n');
    expect(refused.events().map(({ object }) => object)).toEqual(['an unknown name', 'Ada', 'an unknown name']);
  });
});
