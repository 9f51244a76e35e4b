import { fail, ok, type Result } from '../../shared/result.js';
import { integer } from './tables/row.js';
import type { Migration, Store } from './types.js';

/** Brings the schema up to date, one commit per step. Code `store-newer` when the folder knows more steps than we do. */
export function migrate(store: Store, migrations: readonly Migration[]): Result<void> {
  const found = schemaVersion(store);
  if (found > migrations.length) {
    return fail(
      'store-newer',
      `This data folder was written by a later Keyferry (schema ${found}; this one knows ${migrations.length}).`,
      { advice: 'Use the newer Keyferry with this folder. Nothing was changed.' },
    );
  }
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version <= found) continue;
    store.commit((tx) => {
      if (version === 1) tx.run('CREATE TABLE schema_step (version INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT');
      for (const statement of migration.statements) tx.run(statement);
      tx.run('INSERT INTO schema_step (version, title) VALUES (?, ?)', [version, migration.title]);
    });
  }
  return ok(undefined);
}

function schemaVersion(store: Store): number {
  const table = store.get("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'schema_step'");
  const row = table && store.get('SELECT coalesce(max(version), 0) AS version FROM schema_step');
  return row ? integer(row, 'version') : 0;
}
