import type { networkInterfaces } from 'node:os';
import type { RecordFact } from '../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { Link } from './links.js';

/** What os.networkInterfaces() answers: interfaces that are up and have an address. */
export type Interfaces = ReturnType<typeof networkInterfaces>;

/** Further apart, the clocks differ. */
export const CLOCK_SLACK_MS = 120_000;
const DAY_MS = 86_400_000;

/**
 * Every interface with its addresses, and the names of those that are up and more than loopback. `links`: what the kernel lists
 * (see linksOfLinux); without it only interfaces that have an address are known, and the facts say so.
 */
export function lookAtNetwork(
  interfaces: Interfaces,
  links: readonly Link[] | undefined,
): { readonly facts: RecordFact[]; readonly up: string[] } {
  const withAddress = Object.entries(interfaces).map(([name, addresses = []]) => ({
    name,
    loopback: addresses.every(({ internal }) => internal),
    shown: addresses.map(({ address, mac }) => `${address} (${mac})`).join(', '),
  }));
  const told = new Set(links?.map(({ name }) => name));
  const found = [
    ...(links ?? []).map(({ name, state, what }) => {
      const shown = withAddress.find((one) => one.name === name)?.shown ?? 'no address';
      return { name, up: state === 'up', value: `${WORDS[state]}, ${what}: ${shown}` };
    }),
    ...withAddress
      .filter(({ name }) => !told.has(name))
      .map(({ name, loopback, shown }) => ({
        name,
        up: !loopback,
        value: `${loopback ? 'loopback' : 'UP'}: ${shown}`,
      })),
  ];
  const facts = found.map(({ name, value }) => ({
    name: `Interface ${name}`.slice(0, 100),
    value: value.replace('loopback, loopback', 'loopback').slice(0, 1000),
  }));
  return {
    facts: [
      ...(facts.length > 0 ? facts : [{ name: 'Interfaces', value: 'none is up, not even loopback' }]),
      { name: 'Looked at', value: links ? ALL_LINKS : SOME_LINKS },
    ],
    up: found.filter(({ up }) => up).map(({ name }) => name),
  };
}

const WORDS = { up: 'UP', down: 'down', loopback: 'loopback' } as const;
const ALL_LINKS = 'every interface that the kernel lists, with and without an address';
const SOME_LINKS =
  'interfaces that are up and have an address; this system tells the program of no others: look at the machine';

/**
 * Compares the machine's clock with the time another clock shows: `09:30`, `09:30:15`, or with the day before it, in UTC.
 * Code `bad-time`.
 */
export function compareClock(
  typed: string,
  now: number,
): Result<{ readonly facts: RecordFact[]; readonly differs: boolean }> {
  const match = /^(?:(\d{4}-\d{2}-\d{2})[T ])?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?: ?(?:Z|UTC))?$/.exec(
    typed.trim(),
  );
  const [, day, hours, minutes, seconds] = match ?? [];
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const base = day === undefined ? today : Date.parse(`${day}T00:00:00Z`);
  if (!match || Number.isNaN(base)) {
    return fail('bad-time', `"${typed}" is no time.`, {
      advice: 'Type the time the other clock shows, in UTC: 09:30 or 2027-03-01 09:30.',
    });
  }
  const given = base + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  // A time without a day may lie on the other side of midnight; one without seconds lies anywhere in its minute.
  const days = day === undefined ? [-DAY_MS, 0, DAY_MS] : [0];
  const other = days.map((shift) => given + shift).sort((a, b) => Math.abs(a - now) - Math.abs(b - now))[0] ?? given;
  const apart = Math.round((now - other) / 1000);
  return ok({
    facts: [
      { name: 'Clock of the machine', value: new Date(now).toISOString() },
      { name: 'Other clock', value: `${typed.trim()} UTC`.replace(/ ?(?:UTC|Z) UTC$/, ' UTC') },
      { name: 'Difference', value: apartInWords(apart) },
    ],
    differs: Math.abs(now - other) > CLOCK_SLACK_MS,
  });
}

function apartInWords(seconds: number): string {
  const size = Math.abs(seconds);
  const text = size < 120 ? `${size} s` : size < 7200 ? `${Math.round(size / 60)} min` : `${Math.round(size / 3600)} h`;
  return seconds === 0 ? 'none' : `the machine is ${text} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

/** What is typed from a label is compared without regard to spaces around and between, and to capital letters. */
export function sameMark(one: string, other: string): boolean {
  const plain = (mark: string): string => mark.normalize('NFC').replaceAll(/\s+/g, '').toLowerCase();
  return plain(one) === plain(other);
}
