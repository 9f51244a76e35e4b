import fc from 'fast-check';

/** 300 cases of each parser in `npm test`; `npm run fuzz` asks for 10,000. */
export const RUNS = Number(process.env['KEYFERRY_FUZZ_RUNS'] ?? '300');
/** For what costs milliseconds each. */
export const FEWER_RUNS = Math.ceil(RUNS / 4);
export const PARAMETERS = { numRuns: RUNS } as const;

type Edit = (bytes: Buffer) => Buffer;

/** What damage does to a file: flipped bits, bytes put in, taken out, cut off, doubled, numbers made giant. */
const edit: fc.Arbitrary<Edit> = fc
  .tuple(fc.nat(), fc.nat(), fc.constantFrom(0, 1, 2, 3, 4, 5))
  .map(([at, how, kind]) => (bytes) => {
    if (bytes.length === 0) return Buffer.from([how & 0xff]);
    const place = at % bytes.length;
    const before = bytes.subarray(0, place);
    switch (kind) {
      case 0: {
        const flipped = Buffer.from(bytes);
        flipped[place] = (flipped[place] ?? 0) ^ (1 << (how % 8));
        return flipped;
      }
      case 1:
        return Buffer.concat([before, Buffer.alloc(1 + (how % 40), how), bytes.subarray(place)]);
      case 2:
        return Buffer.concat([before, bytes.subarray(place + 1 + (how % 40))]);
      case 3:
        return before;
      case 4:
        return Buffer.concat([bytes, bytes.subarray(place)]);
      default: {
        const giant = Buffer.from(bytes);
        giant.fill(0xff, place, Math.min(place + 4, giant.length));
        return giant;
      }
    }
  });

/** Real bytes, damaged in one to four places; now and then bytes of no meaning. */
export function damaged(real: Uint8Array): fc.Arbitrary<Buffer> {
  const changed = fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce<Buffer>((bytes, one) => one(bytes), Buffer.from(real)));
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
  );
}

/** Values that programs stumble over. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    -1,
    0,
    1e308,
    -0.5,
    2 ** 53,
    [],
    {},
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '𝔘'.repeat(50),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'x'.repeat(5000),
    '../../../../etc/passwd',
    '${7*7}',
    "' OR 1=1 --",
    '<script>',
    '\r\nINFO forged',
    'null',
    'NaN',
  ),
);

/** Real JSON with one to three of its values replaced, taken away, or given company. */
export function twisted(real: unknown): fc.Arbitrary<unknown> {
  const places = pathsOf(real);
  const change = fc.tuple(fc.nat(), odd, fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'));
  const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((value, [at, other, how]) => {
      const path = places[at % places.length] ?? [];
      return changeAt(value, path, other, how);
    }, structuredClone(real)),
  );
  return fc.oneof({ weight: 6, arbitrary: changed }, { weight: 1, arbitrary: odd });
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [before];
  return [before, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...before, name]))];
}

function changeAt(value: unknown, path: Path, other: unknown, how: string): unknown {
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) {
    return how === 'add' && typeof value === 'object' && value !== null ? { ...value, unexpected: other } : other;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  if (rest.length === 0 && how === 'remove') Reflect.deleteProperty(copy, name);
  else copy[name] = changeAt(copy[name], rest, other, how);
  return copy;
}

/** As JSON text; what has no JSON is empty. */
export function asText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
