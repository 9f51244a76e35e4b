import initSqlJs, { type Database, type SqlJsStatic, type Statement } from 'sql.js';
import type { Row, SqlValue } from './types.js';

/** SQL function of ours: does a text hold another, given in lower case, without regard to case in any alphabet? Reads only. */
export const HOLDS_TEXT = 'holds_text';

/**
 * The "file" is memory, and so is SQLite's own rollback journal: without these it would be looked up, written and checked
 * for other users at every transaction, which is most of what a small one costs (docs/performance.md).
 */
const PRAGMAS = [
  'foreign_keys = ON',
  'journal_mode = MEMORY',
  'synchronous = OFF',
  'locking_mode = EXCLUSIVE',
  // What is deleted leaves nothing in the free pages of an image: a destroyed key is gone from the next snapshot.
  'secure_delete = ON',
] as const;

let engine: Promise<SqlJsStatic> | undefined;

/** SQLite in WebAssembly, in memory: what it knows about files is ours (snapshot, journal). */
export class MemoryDatabase {
  readonly #database: Database;
  /** Compiled statements; sql.js frees them all when the image is exported. */
  readonly #compiled = new Map<string, Statement>();

  private constructor(database: Database) {
    this.#database = database;
    this.#prepareAnew();
  }

  /** A new database, or one from its image. Throws when the image is none. */
  static async open(image?: Uint8Array): Promise<MemoryDatabase> {
    engine ??= initSqlJs();
    return new MemoryDatabase(new (await engine).Database(image));
  }

  run(sql: string, params: readonly SqlValue[] = []): void {
    const statement = this.#compile(sql);
    try {
      statement.run([...params]);
    } finally {
      statement.reset();
    }
  }

  all(sql: string, params: readonly SqlValue[] = []): Row[] {
    const statement = this.#compile(sql);
    const rows: Row[] = [];
    try {
      statement.bind([...params]);
      while (statement.step()) rows.push(statement.getAsObject());
    } finally {
      statement.reset();
    }
    return rows;
  }

  image(): Uint8Array {
    this.#compiled.clear();
    const image = this.#database.export();
    this.#prepareAnew();
    return image;
  }

  close(): void {
    this.#compiled.clear();
    this.#database.close();
  }

  #compile(sql: string): Statement {
    const known = this.#compiled.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#compiled.set(sql, statement);
    return statement;
  }

  /** Export closes and reopens the database inside sql.js, which forgets what was switched on. */
  #prepareAnew(): void {
    for (const pragma of PRAGMAS) this.#database.run(`PRAGMA ${pragma}`);
    this.#database.create_function(HOLDS_TEXT, (text: SqlValue, wanted: SqlValue) =>
      typeof text === 'string' && typeof wanted === 'string' && text.toLowerCase().includes(wanted) ? 1 : 0,
    );
  }
}
