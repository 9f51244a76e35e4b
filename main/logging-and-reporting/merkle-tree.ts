import { hash } from 'node:crypto';

/*
 * The Merkle tree of RFC 6962, 2.1, over the events: the data of leaf N - 1 are the 32 bytes of the hash of event N.
 * It is kept as a compact range: one node for each bit that is set in its size, so that appending and the root take no walk.
 */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = Uint8Array.from(hash('sha256', '', 'buffer'));

/** A node of the compact range: the root of 2^level leaves that end with leaf number `upTo`. */
export interface TreeNode {
  readonly level: number;
  readonly upTo: number;
  readonly hash: Uint8Array;
}

/** The hash of a leaf; `eventHash` is 64 hexadecimal digits. */
export function leafHash(eventHash: string): Uint8Array {
  return hash('sha256', Buffer.concat([LEAF, Buffer.from(eventHash, 'hex')]), 'buffer');
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}

export class MerkleTree {
  /** By level; a node counts only where the bit of its level is set in the size. */
  readonly #nodes: Uint8Array[] = [];
  readonly #changed = new Set<number>();
  #size = 0;

  /** The tree of that size from its nodes; undefined when one of them is missing or belongs to another size. */
  static of(size: number, nodes: readonly TreeNode[]): MerkleTree | undefined {
    const tree = new MerkleTree();
    for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      const node = nodes.find((one) => one.level === level);
      if (node?.upTo !== rest * 2 ** level) return undefined;
      tree.#nodes[level] = node.hash;
    }
    tree.#size = size;
    return tree;
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#size;
  }

  /** Adds the event with this hash (64 hexadecimal digits). */
  append(eventHash: string): void {
    let node = leafHash(eventHash);
    let level = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = nodeHash(this.#nodes[level] ?? EMPTY_ROOT, node);
      level += 1;
    }
    this.#nodes[level] = node;
    this.#changed.add(level);
    this.#size += 1;
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (let level = 0, rest = this.#size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
      const node = rest % 2 === 1 ? this.#nodes[level] : undefined;
      if (node) root = root ? nodeHash(node, root) : node;
    }
    return root ?? EMPTY_ROOT;
  }

  /** The nodes that count and were made since this was asked last: what has to be stored. */
  changes(): TreeNode[] {
    const found: TreeNode[] = [];
    for (const level of this.#changed) {
      const rest = Math.floor(this.#size / 2 ** level);
      const hash = this.#nodes[level];
      if (rest % 2 === 1 && hash) found.push({ level, upTo: rest * 2 ** level, hash });
    }
    this.#changed.clear();
    return found;
  }
}
