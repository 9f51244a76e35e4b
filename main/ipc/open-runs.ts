import { ok, fail, type Result } from '../../shared/result.js';
import type { CeremonyRun } from '../ceremonies/index.js';
import type { Workstation } from '../workstation.js';

/** The runs of ceremonies that this window has open. All of their state is in the store: nothing is lost with them. */
export class OpenRuns {
  readonly #runs = new Map<string, CeremonyRun>();

  /** Keeps a run open under the id of its ceremony. */
  put(run: CeremonyRun): void {
    this.#runs.set(run.plan.id, run);
  }

  /** Code `run-not-open`. */
  need(id: string): Result<CeremonyRun> {
    const run = this.#runs.get(id);
    return run
      ? ok(run)
      : fail('run-not-open', `The ceremony ${id} is not open in this window.`, {
          advice: 'Resume it from the list of ceremonies.',
        });
  }
}

const BY_WORKSTATION = new WeakMap<Workstation, OpenRuns>();

/** Those of a workstation; they are gone when it is sealed. */
export function openRunsOf(workstation: Workstation): OpenRuns {
  const known = BY_WORKSTATION.get(workstation);
  if (known) return known;
  const made = new OpenRuns();
  BY_WORKSTATION.set(workstation, made);
  return made;
}
