import { run } from './run.mjs';

/**
 * npm as it was started with (`npm test` names its program in npm_execpath), else the one in PATH.
 * On Windows npm is a batch file and cannot be started without a shell: there npm_execpath is needed.
 */
export function npm(args, options) {
  const program = process.env.npm_execpath;
  if (program?.endsWith('.js')) return run(process.execPath, [program, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
