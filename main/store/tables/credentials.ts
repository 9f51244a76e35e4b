import { CLOUD_NAMES } from '../../../shared/azure/clouds.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { asId, type CredentialId } from '../../../shared/domain/ids.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { integer, optionalInteger, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toCredential(row: Row): Credential {
  return {
    id: asId.credential(text(row, 'id')),
    name: text(row, 'name'),
    cloud: oneOf(CLOUD_NAMES, text(row, 'cloud')),
    tenantId: text(row, 'tenant_id'),
    clientId: text(row, 'client_id'),
    secretKeptIn: oneOf(['os-keychain', 'sealed-store'], text(row, 'secret_kept_in')),
    createdAt: integer(row, 'created_at'),
    ...optionalInteger(row, 'secret_expires_on', 'secretExpiresOn'),
    ...optionalInteger(row, 'last_test_at', 'lastTestAt'),
    ...(row['last_test_outcome'] === null
      ? {}
      : { lastTestOutcome: oneOf(['passed', 'warning', 'failed'], text(row, 'last_test_outcome')) }),
  };
}

export function listCredentials(reader: Reader): Credential[] {
  return reader.all('SELECT * FROM credential ORDER BY name').map(toCredential);
}

export function credentialById(reader: Reader, id: CredentialId): Credential | undefined {
  const row = reader.get('SELECT * FROM credential WHERE id = ?', [id]);
  return row ? toCredential(row) : undefined;
}

/** Names compare without regard to case. */
export function credentialByName(reader: Reader, name: string): Credential | undefined {
  const row = reader.get('SELECT * FROM credential WHERE name = ? COLLATE NOCASE', [name]);
  return row ? toCredential(row) : undefined;
}

/** Inserts or replaces the whole row. */
export function putCredential(tx: Transaction, c: Credential): void {
  tx.run(
    `INSERT INTO credential (id, name, cloud, tenant_id, client_id, secret_kept_in, created_at, secret_expires_on,
       last_test_at, last_test_outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, cloud = excluded.cloud, tenant_id = excluded.tenant_id,
       client_id = excluded.client_id, secret_kept_in = excluded.secret_kept_in,
       secret_expires_on = excluded.secret_expires_on, last_test_at = excluded.last_test_at,
       last_test_outcome = excluded.last_test_outcome`,
    [
      c.id,
      c.name,
      c.cloud,
      c.tenantId,
      c.clientId,
      c.secretKeptIn,
      c.createdAt,
      c.secretExpiresOn ?? null,
      c.lastTestAt ?? null,
      c.lastTestOutcome ?? null,
    ],
  );
}

export function deleteCredential(tx: Transaction, id: CredentialId): void {
  tx.run('DELETE FROM credential WHERE id = ?', [id]);
}
