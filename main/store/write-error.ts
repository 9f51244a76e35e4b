import type { Failure } from '../../shared/result.js';

/** The sentence for a disk that refused to write. */
export function writeFailure(error: unknown, folder: string): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        message: `The disk that holds ${folder} is full. What was recorded before is safe; this was not recorded.`,
        advice: 'Make room, then do it again; Keyferry goes on without a restart.',
      };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'folder-read-only',
        message: `Nothing can be written in ${folder}. What was recorded before is safe; this was not recorded.`,
        advice: 'Give your account the right to write there, or choose another data folder.',
      };
    default:
      return {
        code: 'disk-failed',
        message: `The disk that holds ${folder} refused to write${code ? ` (${code})` : ''}. This was not recorded.`,
        advice: 'Check the disk before you go on; what was recorded before is safe as far as the disk kept it.',
      };
  }
}
