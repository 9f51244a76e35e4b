/** What making a backup answers. */
export interface BackupReceipt {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** How many client secrets of the OS keychain are sealed inside. */
  readonly secrets: number;
  /** Cloud Credentials whose client secret could not be read: it must be given again after restoring. */
  readonly missing: readonly string[];
}

/** What can be said of a backup before anybody opened it. */
export interface BackupFacts {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The Keyferry that made it. */
  readonly program: string;
  readonly workstationId: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
  readonly madeBy: string;
  /** Number of the newest log event in it. */
  readonly logSequence: number;
  /** Whose passphrases open it; `threshold` of them are needed. */
  readonly identities: readonly string[];
  readonly threshold: number;
}

/** What restoring answers. */
export interface RestoredBackup {
  readonly workstationId: string;
  readonly madeAt: number;
  readonly restoredBy: string;
  readonly logSequence: number;
  /** Client secrets that came along, and where they are kept now. */
  readonly secrets: number;
  readonly secretsKeptIn: 'os-keychain' | 'sealed-store';
}
