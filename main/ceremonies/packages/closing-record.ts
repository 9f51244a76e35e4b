import { closingRecord, type ClosingRecord } from '../../../shared/domain/ceremony/packages.js';
import type { Result } from '../../../shared/result.js';
import type { Signer } from '../../crypto/index.js';
import type { ReadCeremonyPackage } from './ceremony-package.js';
import { readSignedFile, signedFile } from './signed-file.js';

export interface ClosingFacts {
  readonly keys: readonly (Pick<ClosingRecord['keys'][number], 'group' | 'vault' | 'kid' | 'version' | 'spkiSha256'> & {
    readonly pushedAt: number;
  })[];
  readonly kekRemoved: ClosingRecord['kek']['removed'];
  readonly closedAt: number;
  readonly closedBy: string;
  readonly workstationId: string;
}

/** The bytes of a closing record: links the package, and through it the record, with what the vault holds. */
export function makeClosingRecord(file: ReadCeremonyPackage, facts: ClosingFacts, signer: Signer): Uint8Array {
  const body: Omit<ClosingRecord, 'signature'> = {
    format: 'keyferry-ceremony-closing-1',
    ceremony: file.ceremony,
    mode: file.mode,
    planSha256: file.planSha256,
    packageSha256: file.sha256,
    recordHeadSha256: file.record.headSha256,
    ceremonyWorkstation: file.workstation,
    closedAt: new Date(facts.closedAt).toISOString(),
    closedBy: facts.closedBy,
    workstation: { id: facts.workstationId, key: Buffer.from(signer.publicKey).toString('hex') },
    keys: facts.keys.map(({ pushedAt, ...key }) => ({
      ...key,
      publicKeyCompared: true,
      pushedAt: new Date(pushedAt).toISOString(),
    })),
    kek: { kid: file.kek.kid, removed: facts.kekRemoved },
  };
  return signedFile(body, signer);
}

/** Reads a closing record. Codes as readSignedFile. */
export function readClosingRecord(bytes: Uint8Array): Result<ClosingRecord> {
  return readSignedFile('keyferry-ceremony-closing-1', closingRecord, bytes);
}
