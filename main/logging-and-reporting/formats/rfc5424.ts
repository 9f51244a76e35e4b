import type { LogEvent, LogLevel } from '../../../shared/domain/log-event.js';
import { eventOf, invisibleAgain, visible, type LineFormat } from './line-format.js';

/*
 * Syslog messages (RFC 5424). The host name is left out in a file ("-", the nil value) and given in the live feed. All of
 * the event stands in one element of structured data; 32473 is the enterprise number that IANA keeps for examples
 * (RFC 5612), since Keyferry has none of its own.
 */

/** "Log audit" (RFC 5424, table 1). */
const FACILITY = 13;
const SEVERITIES: Readonly<Record<LogLevel, number>> = { INFO: 6, WARN: 4, ERROR: 3 };
const ELEMENT = 'keyferry@32473';
/** Some receivers stop reading a name after so many characters (RFC 5424, 6). */
const LONGEST_MSGID = 32;

const MEMBERS = [
  ...(['sequence', 'time', 'service', 'level', 'event', 'actor', 'approver', 'object', 'message'] as const),
  ...(['outcome', 'reason', 'jobId', 'requestId', 'previousHash', 'hash'] as const),
] as const;

/** Most values have nothing in them that is escaped. */
const SPECIAL = /["\\\]\x00-\x1f\x7f-\x9f\u2028\u2029]/;

/** Control characters as JSON writes them, then what RFC 5424, 6.3.3, has escaped: quote, backslash, closing bracket. */
function parameter(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return visible(value.replaceAll('\\', '\\\\')).replace(/["\\\]]/g, String.raw`\$&`);
}

function original(text: string): string {
  return text
    .replace(/\\(["\\\]])/g, '$1')
    .replace(/\\(?:u([0-9a-f]{4})|\\)/g, (_, hex: string | undefined) =>
      hex === undefined ? '\\' : invisibleAgain(hex),
    );
}

/** UTF-8 beyond ASCII is announced by a byte order mark (RFC 5424, 6.4). */
function messagePart(message: string): string {
  const text = visible(message);
  return /^[\x20-\x7e]*$/.test(text) ? text : `\ufeff${text}`;
}

/** The syslog message of an event, without a line feed. `host`: printable ASCII without spaces. */
export function syslogMessage(event: LogEvent, host = '-'): string {
  let data = `[${ELEMENT}`;
  for (const member of MEMBERS) {
    const value = event[member];
    if (value !== undefined) data += ` ${member}="${parameter(String(value))}"`;
  }
  const priority = FACILITY * 8 + SEVERITIES[event.level];
  const id = event.event.slice(0, LONGEST_MSGID).replace(/[^\x21-\x7e]/g, '-') || '-';
  const time = new Date(event.time).toISOString();
  return `<${priority}>1 ${time} ${host} keyferry - ${id} ${data}] ${messagePart(event.message)}`;
}

const ROW = /^<\d{1,3}>1 \S+ (\S+) keyferry - \S+ \[keyferry@32473((?: \w+="(?:[^"\\\]]|\\.)*")*)\] /su;

/** Reads a message again; undefined when it is none, or not exactly what Keyferry writes. */
export function readSyslogMessage(row: string): ReturnType<LineFormat['read']> {
  const match = ROW.exec(row);
  if (!match) return undefined;
  const [, host = '-', data = ''] = match;
  const members: Record<string, unknown> = {};
  for (const [, name = '', value = ''] of data.matchAll(/ (\w+)="((?:[^"\\\]]|\\.)*)"/gsu))
    members[name] = name === 'sequence' || name === 'time' ? Number(value) : original(value);
  const found = eventOf(members);
  return found?.event && syslogMessage(found.event, host) === row ? found : undefined;
}

/** RFC 5424, one message a line. */
export const RFC5424: LineFormat = {
  head: '',
  row: (event) => `${syslogMessage(event)}\n`,
  read: readSyslogMessage,
};
