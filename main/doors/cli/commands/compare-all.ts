import { describeFailure } from '../../../../shared/describe-failure.js';
import { fail } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { table } from '../show/table.js';
import { count } from '../show/text.js';

/** `keyferry compare --all`. */
export function compareAll(context: Context, name: string | undefined, all: boolean | undefined): Promise<Outcome> {
  if (all !== true)
    return Promise.resolve(wrongUsage('No Key Group was named.', 'Name one, or give --all for every group.'));
  if (name !== undefined) {
    return Promise.resolve(
      wrongUsage(
        `--all is for every group, and ${name} was named.`,
        `Leave one of them out: keyferry compare ${name}.`,
      ),
    );
  }
  return withWorkstation(context, (session) => compared(session), { vault: true });
}

async function compared({ workstation, signal }: Session): Promise<Outcome> {
  const { groups, drift } = workstation.keyManagement;
  const rows = [];
  for (const group of groups.list()) {
    if (signal.aborted) break;
    const found = await drift.compare(group, signal);
    const kinds = found.ok ? [...new Set(found.value.findings.map(({ kind }) => kind))] : [];
    rows.push({
      group: group.name,
      vault: group.vault,
      compared: found.ok,
      kinds,
      text: found.ok ? kinds.join(', ') || 'in sync' : describeFailure(found.failure),
    });
  }
  const data = { groups: rows.map(({ text, ...row }) => ({ ...row, ...(row.compared ? {} : { failure: text }) })) };
  if (rows.length === 0) return done(data, 'There is no Key Group yet.');
  const text = table(
    ['Group', 'Vault', 'Found'],
    rows.map((row) => [row.group, row.vault, row.text]),
  );
  const failed = rows.filter((row) => !row.compared).length;
  if (failed === 0) return done(data, text);
  const failure = fail(
    'compare-failed',
    `${failed} of ${count(rows.length, 'group')} could not be compared.\n${text}`,
    {
      advice: 'See why: keyferry logs show --level ERROR.',
    },
  );
  return refused(failure.failure);
}
