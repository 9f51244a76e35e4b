import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import { fail, ok, type Result } from '../../../shared/result.js';

/** Where the log is sent to. */
export interface SyslogServer {
  readonly host: string;
  readonly port: number;
  /** PEM file with the CA of the server's certificate; undefined: those of the machine. */
  readonly caFile?: string | undefined;
}

/** A server that does not answer for so long is not there. */
const PATIENCE_MS = 15_000;

/**
 * Sends messages to a syslog server over TLS (RFC 5425: each with its length in bytes in front), then says goodbye and
 * waits until the server has done the same: only then they count as taken. The server's certificate is verified, and its
 * name. Codes `syslog-unreachable`, `syslog-certificate`, `syslog-broken-off`, `ca-file-unreadable`, `cancelled`.
 */
export async function sendMessages(
  server: SyslogServer,
  messages: readonly string[],
  signal?: AbortSignal,
): Promise<Result<void>> {
  const ca = authorities(server.caFile);
  if (!ca.ok) return ca;
  if (signal?.aborted) return fail('cancelled', 'The live feed was stopped.');
  const { host, port } = server;
  return new Promise((resolve) => {
    // An address has no server name (RFC 6066, 3).
    const named = /^[\d.:]+$/.test(host) ? {} : { servername: host };
    const socket = connect({ host, port, ...named, ...ca.value, minVersion: 'TLSv1.2', timeout: PATIENCE_MS });
    const settle = (result: Result<void>): void => {
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(result);
    };
    const onAbort = (): void => settle(fail('cancelled', 'The live feed was stopped.'));
    signal?.addEventListener('abort', onAbort, { once: true });
    let isSecure = false;
    let isSent = false;
    socket.once('secureConnect', () => {
      isSecure = true;
      write(socket, messages, () => {
        isSent = true;
        socket.end();
      });
    });
    // The server's own goodbye: it has read to the end. Without it nobody knows what arrived.
    socket.once('end', () => settle(isSent ? ok(undefined) : brokenOff(server)));
    socket.once('error', (error: Error) => settle(isSecure ? brokenOff(server) : refusal(server, error)));
    socket.once('timeout', () => settle(isSecure ? brokenOff(server) : unreachable(server, 'it does not answer')));
    socket.once('close', () => settle(brokenOff(server)));
    // What a server says is nothing to us; but a stream that nobody reads never ends.
    socket.resume();
  });
}

function write(socket: TLSSocket, messages: readonly string[], done: () => void): void {
  const frames = messages.map((message) => `${Buffer.byteLength(message, 'utf8')} ${message}`);
  socket.write(frames.join(''), 'utf8', (error) => {
    if (!error) done();
  });
}

function authorities(caFile: string | undefined): Result<{ readonly ca?: string }> {
  if (caFile === undefined) return ok({});
  try {
    return ok({ ca: readFileSync(caFile, 'utf8') });
  } catch {
    return fail('ca-file-unreadable', `The CA file of the syslog server, ${caFile}, cannot be read.`, {
      advice: 'Check its place and its permissions, or set another one: config set syslog-ca-file FILE.',
    });
  }
}

const CERTIFICATE = /^(?:ERR_TLS_|CERT_|DEPTH_|UNABLE_TO_|SELF_SIGNED_|HOSTNAME_MISMATCH|ERR_SSL_)/;

function refusal(server: SyslogServer, error: Error): Result<never> {
  const code = 'code' in error ? String(error.code) : '';
  if (!CERTIFICATE.test(code)) return unreachable(server, code || 'no reason given');
  return fail(
    'syslog-certificate',
    `The certificate of the syslog server ${server.host}:${server.port} is not trusted (${code}).`,
    {
      advice:
        'Give the CA that issued it: config set syslog-ca-file FILE; and check that the host is named as in the certificate.',
    },
  );
}

function unreachable({ host, port }: SyslogServer, why: string): Result<never> {
  return fail('syslog-unreachable', `The syslog server ${host}:${port} cannot be reached (${why}).`, {
    advice:
      'Check its name and port, and that the firewall lets them through. Events wait in the log; nothing is lost.',
  });
}

function brokenOff({ host, port }: SyslogServer): Result<never> {
  return fail(
    'syslog-broken-off',
    `The connection to the syslog server ${host}:${port} broke off before it said that it had everything.`,
    {
      advice: 'The same events are sent again; each has its number, so that the server can tell them.',
    },
  );
}
