import type { PlanFinding, PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';

/** What a check found, in the order in which it was found. */
export class Findings {
  readonly all: PlanFinding[] = [];

  /** Has to be mended before anybody meets. */
  problem(path: PlanPath, message: string): void {
    this.all.push({ weight: 'problem', path: [...path], message });
  }

  /** Worth a thought. */
  advice(path: PlanPath, message: string): void {
    this.all.push({ weight: 'advice', path: [...path], message });
  }

  /** A problem in PRODUCTION, a thought in a rehearsal. */
  strict(mode: 'PRACTICE' | 'PRODUCTION', path: PlanPath, message: string): void {
    if (mode === 'PRODUCTION') this.problem(path, message);
    else this.advice(path, message);
  }
}
