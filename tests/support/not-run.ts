import { appendFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

/**
 * Names a test that cannot run on this machine and why, so that `npm test` can say and count it; then skips it.
 * One line each: scripts/lib/counts.mjs reads them.
 */
export function notRun(context: TestContext, reason: string): void {
  const file = process.env['KEYFERRY_NOT_RUN'];
  if (file) appendFileSync(file, `${context.task.name}: ${reason.replace(/\s+/g, ' ').trim()}\n`);
  context.skip(reason);
}
