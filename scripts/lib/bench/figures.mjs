/**
 * A figure of `npm run bench`: { group, name, value, unit, goal?, peer?, note? }. `goal` is the limit that the product set
 * itself; `peer` is what the same machine does without us, measured in the same run: { name, value }.
 */

/** The value below which `share` of the values lie. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values) => percentile(values, 0.5);

/** How the figure stands to its goal and to its peer; 1.00 is exactly there. */
export function ratiosOf({ value, goal, peer }) {
  return {
    ...(goal === undefined ? {} : { ofGoal: value / goal.value }),
    ...(peer === undefined ? {} : { ofPeer: value / peer.value }),
  };
}

/** Whether a goal is met: `most` is an upper limit, `least` a lower one. */
export function meetsGoal({ value, goal }) {
  if (goal === undefined) return undefined;
  return goal.kind === 'most' ? value <= goal.value : value >= goal.value;
}

/** The figures as a table for people. */
export function tableOf(figures) {
  const rows = figures.map((figure) => {
    const { ofGoal, ofPeer } = ratiosOf(figure);
    const met = meetsGoal(figure);
    return [
      figure.group,
      figure.name,
      `${format(figure.value)} ${figure.unit}`,
      figure.goal === undefined
        ? ''
        : `${figure.goal.kind === 'most' ? 'at most' : 'at least'} ${format(figure.goal.value)}`,
      met === undefined
        ? ''
        : `${met ? 'met' : 'MISSED'}${Number.isFinite(ofGoal) ? `, ${ofGoal.toFixed(2)} of it` : ''}`,
      ofPeer === undefined ? '' : `${ofPeer.toFixed(2)} x ${figure.peer.name}`,
    ];
  });
  const head = ['', 'figure', 'value', 'goal', '', 'peer'];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
  const line = (row) =>
    row
      .map((cell, at) => (at === 2 ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

function format(value) {
  if (!Number.isFinite(value)) return 'none';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
