import { LOG_LEVELS, type LogEvent, type LogLevel } from '../../../shared/domain/log-event.js';
import { VERSION } from '../../../shared/version.js';
import { eventOf, invisibleAgain, visible, type LineFormat } from './line-format.js';

/*
 * ArcSight Common Event Format, version 0. In the head a backslash and a pipe are escaped, in the extension a backslash
 * and an equals sign, and line breaks are \n and \r; other control characters are written as \u001b: a row is one line.
 */

const SEVERITIES: Readonly<Record<LogLevel, number>> = { INFO: 3, WARN: 6, ERROR: 9 };

/** Keys of the extension for the members of an event; cs1 to cs6 have their label beside them. */
const KEYS = [
  ['externalId', 'sequence'],
  ['rt', 'time'],
  ['cat', 'service'],
  ['suser', 'actor'],
  ['msg', 'message'],
  ['outcome', 'outcome'],
  ['reason', 'reason'],
  ['cs1', 'object'],
  ['cs2', 'approver'],
  ['cs3', 'jobId'],
  ['cs4', 'requestId'],
  ['cs5', 'previousHash'],
  ['cs6', 'hash'],
] as const;
const MEMBERS: ReadonlyMap<string, string> = new Map(KEYS);

function inHead(text: string): string {
  return visible(text.replace(/[\\|]/g, String.raw`\$&`));
}

/** Most values have nothing in them that is escaped. */
const SPECIAL = /[\\=\x00-\x1f\x7f-\x9f\u2028\u2029]/;

function inExtension(value: string): string {
  if (!SPECIAL.test(value)) return value;
  const escaped = value.replace(/[\\=]/g, String.raw`\$&`);
  return visible(escaped.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`));
}

function rowOf(event: LogEvent, version = VERSION): string {
  const title = event.event.replaceAll('-', ' ');
  let row = `CEF:0|Keyferry|Keyferry|${inHead(version)}|${inHead(event.event)}|${inHead(title)}|${SEVERITIES[event.level]}|`;
  let space = '';
  for (const [key, member] of KEYS) {
    const value = event[member];
    if (value === undefined) continue;
    row += `${space}${key}=${inExtension(String(value))}`;
    if (key.startsWith('cs')) row += ` ${key}Label=${member}`;
    space = ' ';
  }
  return `${row}\n`;
}

const BREAKS: Readonly<Record<string, string>> = { n: '\n', r: '\r' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gs, (_, hex: string | undefined, other: string | undefined) =>
    hex === undefined ? (BREAKS[other ?? ''] ?? other ?? '') : invisibleAgain(hex),
  );
}

const HEAD = /^CEF:0\|Keyferry\|Keyferry\|([^|\\]{1,40})\|((?:[^|\\]|\\.)*)\|(?:[^|\\]|\\.)*\|(\d)\|/;

function read(row: string): ReturnType<LineFormat['read']> {
  const head = HEAD.exec(row);
  if (!head) return undefined;
  const [whole, version, id = '', severity] = head;
  const members: Record<string, unknown> = {
    event: unescaped(id),
    level: LOG_LEVELS.find((level) => String(SEVERITIES[level]) === severity),
  };
  // A key is what stands before an equals sign that is not escaped; those of values always are.
  for (const [, key = '', value = ''] of row
    .slice(whole.length)
    .matchAll(/(?:^| )(\w+)=((?:[^\\=]|\\.)*?)(?=$| \w+=)/gs)) {
    const member = MEMBERS.get(key);
    if (member === 'sequence' || member === 'time') members[member] = Number(value);
    else if (member) members[member] = unescaped(value);
  }
  const found = eventOf(members);
  // What the hash does not cover has to be what Keyferry writes, too.
  return found?.event && rowOf(found.event, version) === `${row}\n` ? found : undefined;
}

/** CEF, for a SIEM. */
export const CEF: LineFormat = { head: '', row: (event) => rowOf(event), read };
