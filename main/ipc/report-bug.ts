/**
 * A bug of ours, told to whoever started us and to nobody else: its kind and where it was, nothing of what it was about.
 * KEYFERRY_DEBUG=1 adds the stack.
 */
export function reportBug(where: string, error: unknown): void {
  process.stderr.write(`keyferry: ${where}: ${error instanceof Error ? error.name : 'unknown error'}\n`);
  if (process.env['KEYFERRY_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}
