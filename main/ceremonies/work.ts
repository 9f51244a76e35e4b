import type { CeremonyKeySpec, CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import type { RecordFact } from '../../shared/domain/ceremony/record.js';
import type { Result } from '../../shared/result.js';
import type { Transaction } from '../store/index.js';

/** A file that a step leaves. Its bytes are kept in the store with the step, so that a resumed run writes the same file. */
export interface OutputFile {
  /** Name without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * Holds a share: its bytes are taken out of the store (overwritten, not only forgotten) as soon as the file is on its medium
   * and its SHA-256 was checked. All sheets of a set in one store would undo the splitting.
   */
  readonly secret?: true;
}

/**
 * What a step of work came to. The run commits `record` and the line of the ceremony's record in one transaction: after a
 * power loss either both are there or neither is.
 */
export interface StepWork {
  /** What was observed, for the record: public facts only. */
  readonly facts: readonly RecordFact[];
  readonly record?: (tx: Transaction) => void;
  readonly files?: readonly OutputFile[];
  /**
   * Called once `record` is committed: what a transaction cannot do (a destroyed key is taken out of the journal). Where it
   * was cut off, the next start catches up.
   */
  readonly afterCommit?: () => void;
}

/** A KEK as a run knows it, checked against plan and vault. */
export interface CeremonyKek {
  readonly kid: string;
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
  readonly vault: string;
  /** UTC milliseconds; absent: from elsewhere, nobody said. */
  readonly expiresOn?: number;
  /** A practice vault's. */
  readonly practice: boolean;
  /** Where it came from: a signed KEK package, or a key file of another tool. */
  readonly origin: 'package' | 'elsewhere';
}

/** The steps that touch keys. The run asks; nothing here knows of steps, screens or people. */
export interface CeremonyWork {
  /** Reads a KEK package, or a PEM, JWK or `az keyvault key show` file (then `kid` is given), against the plan. */
  readKek(plan: CeremonyPlan, file: Uint8Array, kid?: string): Result<StepWork & { readonly kek: CeremonyKek }>;
  /** The KEK that this ceremony read; survives a restart. */
  kekOf(plan: CeremonyPlan): CeremonyKek | undefined;
  generate(plan: CeremonyPlan, key: CeremonyKeySpec): Promise<Result<StepWork>>;
  /** SPKI SHA-256 and thumbprint of a key that this ceremony made or brought back. */
  fingerprintsOf(
    plan: CeremonyPlan,
    group: string,
  ): { readonly spkiSha256: string; readonly thumbprint: string } | undefined;
  /** Gives `GROUP.byok`; as every file of a rehearsal with PRACTICE in its name (file-name.ts). */
  wrap(plan: CeremonyPlan, key: CeremonyKeySpec): Promise<Result<StepWork>>;
  /** Gives the escrow file and one sheet (PDF) per holder. */
  split(plan: CeremonyPlan): Promise<Result<StepWork>>;
  /** Tests one share as it was read from its sheet (the QR code's text, or typed). */
  testShare(plan: CeremonyPlan, holder: string, share: string): Result<StepWork>;
  /** Shares as texts, and the escrow file. */
  recover(plan: CeremonyPlan, escrowFile: Uint8Array, shares: readonly string[]): Promise<Result<StepWork>>;
  destroy(plan: CeremonyPlan, key: CeremonyKeySpec): Result<StepWork>;
  /** Gives the ceremony package, from what the run recorded so far. */
  exportPackage(plan: CeremonyPlan, recordSoFar: string): Result<StepWork>;
}
