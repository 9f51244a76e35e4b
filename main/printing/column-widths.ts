/**
 * Shares the width of a page among columns by what they need: one that needs little gets all of it, the others get what
 * is left in equal parts, but none less than its own `least` where there is room. Sums up to `width`.
 */
export function shareWidth(needs: readonly number[], width: number, least: readonly number[]): number[] {
  const total = needs.reduce((sum, need) => sum + need, 0);
  if (total <= width) return needs.map((need) => need + (width - total) / needs.length);
  // The highest level up to which all needs can be met.
  let level = width / needs.length;
  let open = [...needs.keys()];
  let left = width;
  for (let settled = true; settled && open.length > 0;) {
    level = left / open.length;
    const small = open.filter((at) => (needs[at] ?? 0) <= Math.max(level, 0));
    settled = small.length > 0;
    left -= small.reduce((sum, at) => sum + (needs[at] ?? 0), 0);
    open = open.filter((at) => !small.includes(at));
  }
  const widths = needs.map((need, at) => (open.includes(at) ? Math.max(level, least[at] ?? 0) : need));
  const sum = widths.reduce((one, other) => one + other, 0);
  return widths.map((one) => (one * width) / sum);
}
