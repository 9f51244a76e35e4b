import { describeFailure } from '../../shared/describe-failure.js';
import type { Failure, Result } from '../../shared/result.js';

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Expected success: ${result.failure.code}: ${describeFailure(result.failure)}`);
  return result.value;
}

/** The failure of a result that must be one. */
export function mustFail(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('Expected a failure.');
  return result.failure;
}
