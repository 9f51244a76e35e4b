import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ROLES, type Role } from '../../shared/contract/index.js';
import type { Sender } from '../../main/ipc/index.js';
import type { Station } from '../../main/ipc/station.js';
import { initWorkstation } from '../../main/workstation.js';
import {
  argumentOf,
  ARGUMENTS,
  bare,
  CALLS,
  codeOf,
  NOT_FOR_ANYBODY,
  opened,
  roomsOf,
  UUID,
} from '../support/calls.js';
import { must } from '../support/must.js';
import { ORIGIN } from '../support/window.js';
import { ADMINS } from '../support/workstation.js';

/** What stands behind the registrar must not be reached. */
function watchStation(station: Station) {
  return [
    vi.spyOn(station, 'firstStart'),
    vi.spyOn(station, 'logIn'),
    vi.spyOn(station, 'reopen'),
    vi.spyOn(station, 'lock'),
    vi.spyOn(station, 'seal'),
    vi.spyOn(station, 'rooms', 'get'),
  ];
}

describe('who may ask', () => {
  const strangers: readonly (readonly [string, Sender])[] = [
    ['another origin', { origin: 'https://evil.example', topFrame: true }],
    ['a document without an origin', { origin: 'null', topFrame: true }],
    ['an origin that only begins like ours', { origin: `${ORIGIN}.evil.example`, topFrame: true }],
    ['our origin over another scheme', { origin: ORIGIN.replace('https', 'http'), topFrame: true }],
    ['a frame inside our window', { origin: ORIGIN, topFrame: false }],
  ];

  test.each(strangers)('%s is refused, whatever it asks', async (_who, sender) => {
    const { station, ask } = await opened();
    const before = station.rooms?.workstation.log.lastSequence;
    for (const { channel } of CALLS) {
      expect(await ask(channel, argumentOf(channel), sender)).toEqual({
        ok: false,
        code: 'sender-refused',
        message: "Only Keyferry's own window may ask this.",
      });
    }
    expect(station.state).toBe('open');
    expect(station.rooms?.workstation.log.lastSequence).toBe(before);
  });
});

describe('what may be asked', () => {
  test.each([
    'keyManagement.explode',
    'keyManagement',
    '',
    'keyManagement.rotate.',
    'constructor',
    '__proto__',
    'toString',
    'keyManagement.__proto__',
    'keyManagement.constructor',
    'keymanagement.rotate',
  ])('there is no call "%s"', async (channel) => {
    const { ask } = await bare();
    expect(codeOf(await ask(channel, ''))).toBe('unknown-call');
  });

  test('an argument that is no JSON is refused by every call', async () => {
    const { station, ask } = await opened();
    const watched = watchStation(station);
    for (const { channel } of CALLS) {
      for (const text of ['{', 'undefined', "{'a':1}", '{"groupId":}', '\u0000'])
        expect([channel, codeOf(await ask(channel, text))]).toEqual([channel, 'bad-input']);
    }
    expect(watched.slice(0, 5).every((spy) => spy.mock.calls.length === 0)).toBe(true);
  });

  test('an argument of more than 1 MiB is refused before it is read', async () => {
    const { ask } = await bare();
    const parse = vi.spyOn(JSON, 'parse');
    const answer = await ask('identityManagement.logIn', `"${'x'.repeat(1024 * 1024)}"`);
    // The one that was parsed is the answer.
    expect(parse.mock.calls.map(([text]) => text.length > 1000)).toEqual([false]);
    parse.mockRestore();
    expect(answer).toMatchObject({ code: 'bad-input', message: 'This is more than a call can hold.' });
  });

  test.each(CALLS.map(({ channel }) => channel))('%s refuses a member that it does not know', async (channel) => {
    const { station, ask } = await bare();
    const watched = watchStation(station);
    const argument = ARGUMENTS[channel] ?? {};
    for (const extra of ['{"extra":1,', '{"__proto__":{"role":"Administrator"},']) {
      const text = JSON.stringify(argument).replace('{', extra).replace(',}', '}');
      expect(codeOf(await ask(channel, text))).toBe('bad-input');
    }
    expect(watched.slice(0, 5).every((spy) => spy.mock.calls.length === 0)).toBe(true);
  });

  test.each(Object.keys(ARGUMENTS))('%s refuses what is no object', async (channel) => {
    const { ask } = await bare();
    for (const text of ['', 'null', '1', '[]', '"text"', '[[[[]]]]'])
      expect(codeOf(await ask(channel, text))).toBe('bad-input');
  });

  test('the refusal is the sentence of the field, and nothing of a wrong value', async () => {
    const { ask } = await opened();
    const group = { name: 'no spaces please', vault: 'contoso', keyType: 'p-256', credentialId: UUID };
    expect(await ask('keyManagement.createGroup', JSON.stringify(group))).toEqual({
      ok: false,
      code: 'bad-input',
      message: 'A key name has 1 to 127 characters: letters, digits and hyphens.',
    });
    const secret = 'two words of a secret';
    const credential = { ...(ARGUMENTS['identityManagement.addCredential'] as object), secret };
    const answer = await ask('identityManagement.addCredential', JSON.stringify(credential));
    expect(codeOf(answer)).toBe('bad-input');
    expect(JSON.stringify(answer)).not.toContain('two words');
  });
});

describe('in which state', () => {
  test('whatever needs a role is refused before the first start, while sealed and while locked', async () => {
    const { station, ask } = await bare();
    const codes = async (): Promise<Set<string>> => {
      const answers: string[] = [];
      for (const { channel } of NOT_FOR_ANYBODY) answers.push(codeOf(await ask(channel)));
      return new Set(answers);
    };
    expect(await codes()).toEqual(new Set(['not-initialised']));
    must(await initWorkstation(station.facts.dataFolder, ADMINS, station.options));
    expect(await codes()).toEqual(new Set(['sealed']));
    must(await station.logIn(ADMINS));
    station.lock();
    expect(await codes()).toEqual(new Set(['locked']));
    expect(station.state).toBe('locked');
  });
});

describe('in which role', () => {
  const order: readonly Role[] = [...ROLES].reverse();
  const cases = ROLES.flatMap((role) => CALLS.map(({ channel, call }) => ({ role, channel, need: call.need })));

  test('every call says which role it needs', () => {
    expect(CALLS.length).toBeGreaterThan(35);
    expect(NOT_FOR_ANYBODY.every(({ call }) => ROLES.some((role) => role === call.need))).toBe(true);
  });

  test('an Administrator, an Operator and an Auditor may make exactly the calls that the contract gives them', async () => {
    const { station, ask } = await opened();
    const view = station.view();
    // Sealing and locking would change the state that the others are asked in.
    vi.spyOn(station, 'seal').mockImplementation(() => Promise.resolve({ ok: true, value: view }));
    vi.spyOn(station, 'lock').mockImplementation(() => view);
    const role = vi.spyOn(station, 'view');
    for (const one of cases) {
      role.mockReturnValue({ ...view, role: one.role });
      const may = one.need === 'anybody' || order.indexOf(one.role) >= order.indexOf(one.need);
      const refused = codeOf(await ask(one.channel)) === 'not-allowed';
      expect([one.role, one.channel, !refused]).toEqual([one.role, one.channel, may]);
    }
  });

  test('without a role nothing but what anybody may is answered', async () => {
    const { station, ask } = await opened();
    const { role: _role, ...nobody } = station.view();
    vi.spyOn(station, 'view').mockReturnValue(nobody);
    for (const { channel } of NOT_FOR_ANYBODY)
      expect([channel, codeOf(await ask(channel))]).toEqual([channel, 'not-allowed']);
  });
});

describe('what comes back', () => {
  const PLANTED = 'planted~secret~4711';

  function quiet() {
    const written: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    onTestFinished(() => spy.mockRestore());
    return written;
  }

  test('a member that the contract does not name does not cross, and neither does the rest', async () => {
    const { station, ask } = await opened();
    const written = quiet();
    const credential = {
      id: UUID,
      name: 'azure',
      cloud: 'public',
      tenantId: UUID,
      clientId: UUID,
      secretKeptIn: 'sealed-store',
      createdAt: 1,
      clientSecret: PLANTED,
    };
    vi.spyOn(roomsOf(station).workstation.credentials, 'list').mockReturnValue([credential as never]);
    const answer = await ask('identityManagement.snapshot');
    expect(answer).toEqual({
      ok: false,
      code: 'internal',
      message: 'Something went wrong inside Keyferry. What was recorded before is safe.',
      advice: 'Try again; if it happens again, start Keyferry anew and report what you did.',
    });
    expect(written.join('')).toBe('keyferry: identityManagement.snapshot: ZodError\n');
  });

  test('an exception crosses without its words, its stack or a path', async () => {
    const { station, ask } = await opened();
    const written = quiet();
    vi.spyOn(roomsOf(station).workstation.logPages, 'page').mockRejectedValue(
      new TypeError(`${PLANTED} in /home/ada/x.ts`),
    );
    vi.spyOn(roomsOf(station).workstation.people.identities, 'list').mockImplementation(() => {
      throw new RangeError(PLANTED);
    });
    for (const channel of ['loggingAndReporting.logPage', 'identityManagement.snapshot']) {
      const answer = await ask(channel);
      expect(codeOf(answer)).toBe('internal');
      expect(JSON.stringify(answer)).not.toMatch(/planted|home|\.ts|    at /);
    }
    expect(written.join('')).not.toMatch(/planted|home/);
    vi.restoreAllMocks();
  });

  test('a failure carries what the contract names and nothing else', async () => {
    const { station, ask } = await opened();
    const failure = {
      code: 'forbidden-by-policy',
      message: 'The access policy forbids it.',
      original: 'Azure said no.',
      requestId: 'a',
      serviceRequestId: 'b',
      stack: PLANTED,
    };
    vi.spyOn(roomsOf(station).workstation.keyManagement.groups, 'byId').mockReturnValue({ ok: false, failure });
    const { stack: _stack, ...named } = failure;
    expect(await ask('keyManagement.rotate')).toEqual({ ok: false, ...named });
  });

  test('an answer that was looked up for an open window does not reach a locked one', async () => {
    const { station, ask } = await opened();
    const { logPages } = roomsOf(station).workstation;
    vi.spyOn(logPages, 'page').mockImplementation(() => {
      station.lock();
      return Promise.resolve({ total: 0, lastSequence: 0, events: [] });
    });
    expect(codeOf(await ask('loggingAndReporting.logPage'))).toBe('locked');
  });
});
