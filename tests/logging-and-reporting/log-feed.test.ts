import { writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LogFeed, SystemLog, type FeedState } from '../../main/logging-and-reporting/index.js';
import { readSyslogMessage } from '../../main/logging-and-reporting/formats/rfc5424.js';
import type { Send } from '../../main/logging-and-reporting/syslog/log-feed.js';
import { sendMessages, type SyslogServer } from '../../main/logging-and-reporting/syslog/tls-sender.js';
import { serverCertificate } from '../../main/practice-vault/certificate.js';
import { fail, ok } from '../../shared/result.js';
import { freshFolder } from '../support/folders.js';
import { logAlone, logEvent, type LogAlone } from '../support/log.js';
import { must, mustFail } from '../support/must.js';
import { makeStation } from '../support/workstation.js';

interface LogServer {
  readonly where: SyslogServer;
  readonly received: Buffer[];
  /** Hangs up on whoever speaks. */
  rude: boolean;
}

/** A syslog server over TLS on the loopback interface. */
async function logServer(): Promise<LogServer> {
  const folder = freshFolder();
  const { key, certificate, ca } = serverCertificate(folder, Date.now());
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const state = { rude: false };
  const server = createServer({ key, cert: certificate }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
    });
  });
  // Before a word was read: what had arrived by then is lost, and the other side is told by a reset.
  server.on('connection', (socket: Socket) => {
    if (state.rude) socket.resetAndDestroy();
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    where: { host: '127.0.0.1', port, caFile },
    received,
    set rude(rude: boolean) {
      state.rude = rude;
    },
  };
}

/** What was received, message by message (RFC 5425, 4.3: the length in bytes, a space, the message). */
function messagesIn(received: readonly Buffer[]): string[] {
  const bytes = Buffer.concat(received);
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString('latin1', at, space));
    expect(length).toBeGreaterThan(0);
    messages.push(bytes.toString('utf8', space + 1, space + 1 + length));
    at = space + 1 + length;
  }
  return messages;
}

const numbers = (received: readonly Buffer[]): (number | undefined)[] =>
  messagesIn(received).map((message) => readSyslogMessage(message)?.event?.sequence);

function feedOf({ store, log, clock }: LogAlone, server: () => SyslogServer | undefined, send?: Send): LogFeed {
  return new LogFeed({
    ...{ store, log, clock, actor: { name: 'Ada' }, host: 'workstation-1', server },
    configured: () => ({ on: server() !== undefined, server: `${server()?.host ?? ''}:${server()?.port ?? 0}` }),
    ...(send ? { send } : {}),
  });
}

const NOWHERE = { host: 'nowhere.invalid', port: 6514 } as const;

/** Resolves when the state is as wanted; the feed runs by itself. */
async function until(feed: LogFeed, wanted: (state: FeedState) => boolean): Promise<void> {
  for (let turns = 0; !wanted(feed.state()); turns += 1) {
    if (turns > 20_000) throw new Error(`Still ${JSON.stringify(feed.state())}.`);
    await new Promise((done) => setImmediate(done));
  }
}

describe('over TLS', () => {
  test('every event arrives as an RFC 5424 message with its length in front, with every member', async () => {
    const server = await logServer();
    const alone = await logAlone();
    const odd = 'Prüfung "x" ] \\ \u0007 = 名前';
    alone.log.write(logEvent({ message: odd, outcome: 'success', reason: 'why]' }), logEvent({ level: 'ERROR' }));
    expect(must(await feedOf(alone, () => server.where).sendDue())).toBe(2);
    const messages = messagesIn(server.received);
    expect(messages.map((message) => readSyslogMessage(message)?.event)).toEqual([...alone.log.each({})]);
    expect(messages[0]).toMatch(
      /^<110>1 2026-11-23T09:00:00\.000Z workstation-1 keyferry - azure-call \[keyferry@32473 sequence="1"/,
    );
    expect(messages[1]).toMatch(/^<107>1 /);
  });

  test('many are sent in order, once; the next time only what is new', async () => {
    const server = await logServer();
    const alone = await logAlone();
    alone.log.write(...Array.from({ length: 1200 }, () => logEvent()));
    const feed = feedOf(alone, () => server.where);
    expect(must(await feed.sendDue())).toBe(1200);
    alone.log.write(logEvent());
    // Another object, as after a restart: how far the server has the log is kept.
    expect(must(await feedOf(alone, () => server.where).sendDue())).toBe(1);
    expect(numbers(server.received)).toEqual(Array.from({ length: 1201 }, (_, at) => at + 1));
    expect(feed.state()).toMatchObject({ sentUpTo: 1201, waiting: 0 });
  });

  test('a server whose certificate nobody vouches for, or with another name, gets nothing', async () => {
    const server = await logServer();
    const { caFile: _, ...stranger } = server.where;
    expect(mustFail(await sendMessages(stranger, ['x'])).code).toBe('syslog-certificate');
    const folder = freshFolder();
    const other = join(folder, 'other.pem');
    writeFileSync(other, serverCertificate(folder, Date.now()).ca);
    expect(mustFail(await sendMessages({ ...server.where, caFile: other }, ['x'])).code).toBe('syslog-certificate');
    expect(server.received).toEqual([]);
  });

  test('a server that hangs up has nothing: the same events are sent again', async () => {
    const server = await logServer();
    const alone = await logAlone();
    alone.log.write(logEvent(), logEvent());
    const feed = feedOf(alone, () => server.where);
    server.rude = true;
    expect(mustFail(await feed.sendDue()).code).toMatch(/^syslog-(?:broken-off|unreachable)$/);
    expect(feed.state()).toMatchObject({ sentUpTo: 0, waiting: 2 });
    server.rude = false;
    expect(must(await feed.sendDue())).toBe(2);
    expect(numbers(server.received)).toEqual([1, 2]);
  });

  test('a server that is not there is said in a sentence, and so is a CA file that is not', async () => {
    expect(mustFail(await sendMessages({ host: '127.0.0.1', port: 1 }, ['x'])).code).toBe('syslog-unreachable');
    const missing = { host: '127.0.0.1', port: 1, caFile: join(freshFolder(), 'none') };
    expect(mustFail(await sendMessages(missing, ['x'])).code).toBe('ca-file-unreadable');
  });
});

describe('by itself', () => {
  test('it sends what is logged, waits when nothing is, and takes up a setting that changed', async () => {
    const alone = await logAlone();
    const sent: string[] = [];
    const setting: { server?: SyslogServer } = {};
    const feed = feedOf(
      alone,
      () => setting.server,
      (_, messages) => {
        sent.push(...messages);
        return Promise.resolve(ok(undefined));
      },
    );
    feed.start();
    onTestFinished(() => feed.stop());
    alone.log.write(logEvent());
    await until(feed, ({ waiting }) => waiting === 1);
    expect(sent).toEqual([]);
    setting.server = NOWHERE;
    feed.wake();
    await until(feed, ({ sentUpTo }) => sentUpTo === 1);
    alone.log.write(logEvent());
    await until(feed, ({ sentUpTo }) => sentUpTo === 2);
    expect(sent).toHaveLength(2);
  });

  test('a lag is logged once, with a WARN; and that it caught up', async () => {
    const alone = await logAlone();
    let isThere = false;
    const feed = feedOf(
      alone,
      () => NOWHERE,
      () => Promise.resolve(isThere ? ok(undefined) : fail('syslog-unreachable', 'It cannot be reached.')),
    );
    alone.log.write(logEvent());
    feed.start();
    onTestFinished(() => feed.stop());
    await until(feed, ({ laggingSince }) => laggingSince !== undefined);
    const since = alone.clock.now();
    while (alone.clock.now() < since + 3_600_000) await new Promise((done) => setImmediate(done));
    const lagging = [...alone.log.each({})].filter(({ event }) => event === 'syslog-lagging');
    expect(lagging).toMatchObject([{ level: 'WARN', reason: 'syslog-unreachable', object: 'nowhere.invalid:6514' }]);
    isThere = true;
    await until(feed, ({ waiting }) => waiting === 0);
    expect([...alone.log.each({})].map(({ event }) => event)).toEqual([
      'azure-call',
      'syslog-lagging',
      'syslog-caught-up',
    ]);
    expect(feed.state().lastFailure).toBeUndefined();
  });

  test('stopping breaks off what is on its way; no work waits for it', async () => {
    const alone = await logAlone();
    const feed = feedOf(
      alone,
      () => NOWHERE,
      (_server, _messages, signal) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve(fail('cancelled', 'Stopped.')))),
    );
    feed.start();
    alone.log.write(logEvent(), logEvent());
    expect(alone.log.lastSequence).toBe(2);
    await feed.stop();
    expect(feed.state()).toMatchObject({ sentUpTo: 0, waiting: 2 });
  });
});

test('the settings name the server; without a host it cannot be switched on', async () => {
  const { workstation } = await makeStation();
  const { settings } = workstation;
  expect(mustFail(settings.set('syslog', 'on')).code).toBe('syslog-host-missing');
  expect(mustFail(settings.set('syslog-host', 'two words')).code).toBe('bad-input');
  expect(mustFail(settings.set('syslog-port', '70000')).code).toBe('bad-input');
  must(settings.set('syslog-host', 'logs.example'));
  must(settings.set('syslog', 'on'));
  expect(settings.syslogServer).toEqual({ host: 'logs.example', port: 6514 });
  expect(workstation.logFeed.state()).toMatchObject({ on: true, server: 'logs.example:6514', sentUpTo: 0 });
});

test('a log without a key has no checkpoints, and is fed all the same', async () => {
  const { store, clock } = await logAlone();
  const log = new SystemLog(store, clock);
  log.write(logEvent());
  expect(log.checkpoint('asked-for')).toBeUndefined();
  expect(feedOf({ store, log, clock }, () => NOWHERE).state().waiting).toBe(1);
});
