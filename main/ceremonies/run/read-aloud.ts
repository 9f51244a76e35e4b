import type { CeremonyPlan, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import { pgpWords } from '../../../shared/domain/ceremony/pgp-words.js';
import type { RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import type { ReadAloudValue } from '../../../shared/domain/ceremony/view.js';
import { groupInFours } from '../../crypto/index.js';
import { subjectOf } from '../plan/check-steps.js';
import type { CeremonyWork } from '../work.js';

/** What may be read aloud at a moment. */
export interface AloudParts {
  readonly plan: CeremonyPlan;
  readonly planSha256: string;
  readonly work: CeremonyWork;
  /** What the export wrote. */
  readonly packages: readonly RecordedOutput[];
}

/** A SHA-256 as it is shown and read. */
export function aloudHex(name: string, hex: string): ReadAloudValue {
  return { name, value: hex, groups: groupInFours(hex), words: pgpWords(hex) };
}

/** The values of a step that are read aloud; the last one with words is confirmed by its last word. */
export function aloudOf(step: PlannedStep, { plan, planSha256, work, packages }: AloudParts): ReadAloudValue[] {
  switch (subjectOf(step)) {
    case undefined:
      return [];
    case 'plan':
      return [aloudHex('SHA-256 of the plan', planSha256)];
    case 'kek': {
      const kek = work.kekOf(plan);
      return kek ? [{ name: 'kid', value: kek.kid }, aloudHex('SHA-256 of the KEK', kek.spkiSha256)] : [];
    }
    case 'key': {
      const found = step.group === undefined ? undefined : work.fingerprintsOf(plan, step.group);
      if (!found) return [];
      return [
        { name: 'Thumbprint (RFC 7638)', value: found.thumbprint },
        aloudHex(`SHA-256 of the key of ${step.group ?? ''}`, found.spkiSha256),
      ];
    }
    case 'package':
      return packages.map(({ file, sha256 }) => aloudHex(`SHA-256 of ${file}`, sha256));
  }
}

/** The word that shows that somebody read to the end. */
export function lastWordOf(values: readonly ReadAloudValue[]): string {
  return values.flatMap(({ words }) => words?.at(-1) ?? []).at(-1) ?? '';
}
