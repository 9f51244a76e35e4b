import type { IdentityView } from '../../shared/contract/index.js';
import type { ActCount } from '../store/tables/log-events.js';
import { EVENT_KINDS } from './event-ids.js';
import { time, type Table } from './report-rows.js';

const COLUMNS = [
  ...['Identity', 'Role', 'State', 'Made', 'Last login'],
  ...['Privileged acts', 'Last one', 'What was done', 'Confirmed for others'],
];

/** The ids of privileged acts. */
export const PRIVILEGED: readonly string[] = Object.entries(EVENT_KINDS)
  .filter(([, { checkpoint }]) => checkpoint === 'privileged')
  .map(([id]) => id);

interface Person {
  identity?: IdentityView;
  acts: Map<string, number>;
  confirmed: number;
  last: number;
}

/**
 * Who may do what here, when they logged in last, and who did privileged acts. Somebody who is in the log and not among the
 * identities any more stands there, too. Two who acted together are counted both.
 */
export function accessReview(identities: readonly IdentityView[], counts: readonly ActCount[]): Table {
  const people = new Map<string, Person>();
  const person = (name: string): Person => {
    const known = people.get(name) ?? { acts: new Map<string, number>(), confirmed: 0, last: 0 };
    people.set(name, known);
    return known;
  };
  for (const identity of identities) person(identity.name).identity = identity;
  for (const { actor, approver, event, count, last } of counts) {
    for (const name of actor.split(' + ').filter((part) => part !== '')) {
      const { acts } = person(name);
      acts.set(event, (acts.get(event) ?? 0) + count);
      person(name).last = Math.max(person(name).last, last);
    }
    if (approver !== undefined) person(approver).confirmed += count;
  }
  return { columns: COLUMNS, rows: [...people].map(([name, found]) => rowOf(name, found)) };
}

function rowOf(name: string, { identity, acts, confirmed, last }: Person): string[] {
  const total = [...acts.values()].reduce((sum, count) => sum + count, 0);
  const done = [...acts].sort((a, b) => b[1] - a[1]).map(([event, count]) => `${count} ${event}`);
  return [
    name,
    identity?.role ?? '',
    identity?.state ?? 'no identity here any more',
    time(identity?.createdAt),
    identity?.lastLogin === undefined ? (identity ? 'never' : '') : time(identity.lastLogin),
    String(total),
    last === 0 ? '' : time(last),
    done.join(', '),
    String(confirmed),
  ];
}
