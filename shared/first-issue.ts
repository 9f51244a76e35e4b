import type { z } from 'zod';
import { fail, type Result } from './result.js';

/** The first thing that zod found, as a failure with the schema's own sentence. Code `bad-input`. */
export function firstIssue(error: z.ZodError): Result<never> {
  const issue = error.issues[0];
  return fail('bad-input', issue?.message ?? 'This input was not understood.');
}
