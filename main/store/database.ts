import initSqlJs, { type Database, type SqlJsStatic, type Statement } from 'sql.js';
import type { Row, SqlValue } from './types.js';

/** SQL function of ours: does a text hold another, given in lower case, without regard to case in any alphabet? Reads only. */
export const HOLDS_TEXT = 'holds_text';

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
    this.#database.run('PRAGMA foreign_keys = ON');
    // What is deleted leaves nothing in the free pages of an image: a destroyed key is gone from the next snapshot.
    this.#database.run('PRAGMA secure_delete = ON');
    this.#database.create_function(HOLDS_TEXT, (text: SqlValue, wanted: SqlValue) =>
      typeof text === 'string' && typeof wanted === 'string' && text.toLowerCase().includes(wanted) ? 1 : 0,
    );
  }
}
