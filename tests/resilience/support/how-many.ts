/** `npm run faults` plays every case; `npm test` a part of them, another one each day, and the same all day long. */
export const WHOLE = process.env['KEYFERRY_FAULTS'] === 'whole';
export const SEED = Number(process.env['KEYFERRY_FAULTS_SEED'] ?? Math.floor(Date.now() / 86_400_000));
/** An hour for all cases of one kind of work. */
export const PATIENCE_MS = WHOLE ? 3_600_000 : 120_000;

/** One of each kind, another one with another seed; all of them when the whole table is played. */
export function oneOfEach<T>(cases: readonly T[], kindOf: (one: T) => string): readonly T[] {
  if (WHOLE) return cases;
  const kinds = new Map<string, T[]>();
  for (const one of cases) kinds.set(kindOf(one), [...(kinds.get(kindOf(one)) ?? []), one]);
  return [...kinds.values()].flatMap((alike, number) => alike[at(alike.length, number)] ?? []);
}

/** So many, evenly spread, others with another seed; all of them when the whole table is played. */
export function someOf<T>(cases: readonly T[], count: number): readonly T[] {
  if (WHOLE || cases.length <= count) return cases;
  const stride = cases.length / count;
  return Array.from(
    { length: count },
    (_, number) => cases[Math.floor(number * stride + (SEED % Math.ceil(stride)))],
  ).flatMap((one) => one ?? []);
}

/** A place that wanders through all of them from day to day; a prime, so that kinds do not wander in step. */
function at(length: number, number: number): number {
  return (SEED + number * 7919) % length;
}
