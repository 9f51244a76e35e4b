import { isMap, isScalar, isSeq, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { PlanDocument } from './read-plan.js';

/**
 * Writes values into the nodes of a document so that what does not change keeps its place, its style and its comments.
 * Texts lose the spaces around them; those that are empty are taken away where they may be absent, and stay as '' where they may not.
 */
export class PlanNodes {
  readonly #document: PlanDocument;

  constructor(document: PlanDocument) {
    this.#document = document;
  }

  /** `order`: names of the members as they are written; a new one gets its place by it. */
  text(map: YAMLMap, name: string, typed: string, order: readonly string[], required = false): void {
    const text = typed.trim();
    if (text === '' && !required) {
      map.delete(name);
      return;
    }
    if (text === '' && !map.has(name)) return;
    const value = name === 'threshold' && /^\d{1,4}$/.test(text) ? Number(text) : text;
    this.#put(map, name, value, order);
  }

  texts(
    map: YAMLMap,
    values: Readonly<Record<string, unknown>>,
    names: readonly string[],
    required: readonly string[],
  ) {
    for (const name of names) {
      const value = values[name];
      if (typeof value === 'string') this.text(map, name, value, names, required.includes(name));
    }
  }

  /** A list of texts: usages, holders. */
  list(map: YAMLMap, name: string, typed: readonly string[], order: readonly string[], required = false): void {
    const values = typed.map((value) => value.trim());
    if (values.length === 0 && !required) {
      map.delete(name);
      return;
    }
    const list = this.#seq(map, name, order, true);
    if (!list) return;
    const left = list.items.map((node) => ({ node, value: isScalar(node) ? String(node.value) : undefined }));
    list.items = values.map((value, index) => {
      const at = left.findIndex((old) => old.value === value);
      const [found] = at >= 0 ? left.splice(at, 1) : [];
      if (found) return found.node;
      const before = left.findIndex(
        (old) => list.items.indexOf(old.node) === index && !values.includes(old.value ?? ''),
      );
      const [changed] = before >= 0 ? left.splice(before, 1) : [];
      if (changed && isScalar(changed.node)) return this.#rewritten(changed.node, value);
      return this.#document.createNode(value);
    });
  }

  /** Rows: those that were moved or changed keep their node. `before` is what the rows were. */
  rows<Row extends object>(request: {
    readonly map: YAMLMap;
    readonly name: string;
    readonly order: readonly string[];
    readonly before: readonly Row[];
    readonly after: readonly Row[];
    /** A new row on one line. */
    readonly flow: boolean;
    readonly write: (node: YAMLMap, row: Row) => void;
  }): void {
    const { map, name, order, before, after, flow, write } = request;
    if (after.length === 0 && !map.has(name)) return;
    const list = this.#seq(map, name, order, false);
    if (!list) return;
    if (list.items.length === 0) list.flow = false;
    const nodes = [...list.items];
    const firstIsFlow = isMap(nodes[0]) ? nodes[0].flow === true : flow;
    list.items = pairRows(before, after).map((from, index) => {
      const old = from === undefined ? undefined : nodes[from];
      const node = isMap(old) ? old : new YAMLMap();
      if (!isMap(old)) node.flow = firstIsFlow;
      const row = after[index];
      if (row !== undefined && !(from !== undefined && same(before[from], row))) write(node, row);
      return node;
    });
  }

  /** A member that is an object; made where it is not there. */
  map(parent: YAMLMap, name: string, order: readonly string[]): YAMLMap {
    const there = parent.get(name, true);
    if (isMap(there)) return there;
    const made = new YAMLMap();
    this.#put(parent, name, made, order);
    return made;
  }

  #seq(map: YAMLMap, name: string, order: readonly string[], flow: boolean): YAMLSeq | undefined {
    const there = map.get(name, true);
    if (isSeq(there)) return there;
    const made = new YAMLSeq();
    made.flow = flow;
    this.#put(map, name, made, order);
    return made;
  }

  #put(map: YAMLMap, name: string, value: unknown, order: readonly string[]): void {
    const there = map.get(name, true);
    if (isScalar(there) && (typeof value === 'string' || typeof value === 'number')) {
      this.#rewritten(there, value);
      return;
    }
    if (map.has(name)) {
      map.set(name, value instanceof YAMLMap || value instanceof YAMLSeq ? value : this.#document.createNode(value));
      return;
    }
    const pair = this.#document.createPair(name, value);
    const earlier = new Set(order.slice(0, order.indexOf(name)));
    const last = map.items.findLastIndex(({ key }) => isScalar(key) && earlier.has(String(key.value)));
    map.items.splice(last + 1, 0, pair);
  }

  #rewritten(node: Scalar, value: string | number): Scalar {
    if (node.value === value) return node;
    // The quotes of an empty text are nobody's style.
    if (node.value === '' || node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL)
      node.type = Scalar.PLAIN;
    node.value = value;
    return node;
  }
}

/** For each row the place it had before: the same row, else the one that is most alike; undefined for a new one. */
export function pairRows(before: readonly object[], after: readonly object[]): (number | undefined)[] {
  const free = new Set(before.keys());
  const paired = after.map((row) => {
    const at = [...free].find((index) => same(before[index], row));
    if (at !== undefined) free.delete(at);
    return at;
  });
  return paired.map((found, index) => {
    if (found !== undefined) return found;
    const best = [...free]
      .map((at) => ({ at, score: alike(before[at] ?? {}, after[index] ?? {}) + (at === index ? 0.5 : 0) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)[0];
    if (best) free.delete(best.at);
    return best?.at;
  });
}

/** How many members say the same. */
function alike(a: object, b: object): number {
  const other = new Map(Object.entries(b));
  return Object.entries(a).filter(([name, value]) => value !== '' && same(other.get(name), value)).length;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
