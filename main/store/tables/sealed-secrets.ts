import { bytes } from './row.js';
import type { Store } from '../types.js';

/** The sealed secrets as the keychain's sealed store wants them: opaque bytes by account. */
export function sealedSecrets(store: Store) {
  return {
    read(account: string): Uint8Array | undefined {
      const row = store.get('SELECT sealed FROM sealed_secret WHERE account = ?', [account]);
      return row ? bytes(row, 'sealed') : undefined;
    },
    write(account: string, sealed: Uint8Array): void {
      store.commit((tx) =>
        tx.run(
          'INSERT INTO sealed_secret (account, sealed) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET sealed = excluded.sealed',
          [account, sealed],
        ),
      );
    },
    remove(account: string): boolean {
      const found = store.get('SELECT 1 AS one FROM sealed_secret WHERE account = ?', [account]) !== undefined;
      if (found) store.commit((tx) => tx.run('DELETE FROM sealed_secret WHERE account = ?', [account]));
      return found;
    },
  };
}
