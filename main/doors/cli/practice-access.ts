import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { PracticeAccess } from '../../practice.js';
import type { Context } from './context.js';

/** The practice vault of the data folder, without unlocking anything. Code `practice-damaged`, `ca-file-unreadable`. */
export async function openPracticeVault(context: Context): Promise<Result<PracticeAccess>> {
  const { practice } = context.surroundings.workstation;
  if (practice) return ok(practice);
  const { openPractice, practiceFolder } = await import('../../practice.js');
  try {
    return openPractice(context.dataFolder, context.surroundings.clock);
  } catch {
    return fail(
      'practice-damaged',
      `The state of the practice vault in ${practiceFolder(context.dataFolder)} cannot be read.`,
      {
        advice: 'Start it anew: keyferry practice-vault reset.',
      },
    );
  }
}

/** True when this data folder has a practice vault already (looking makes none). */
export function practiceVaultExists(context: Context): boolean {
  return (
    context.surroundings.workstation.practice !== undefined || existsSync(join(context.dataFolder, 'practice-vault'))
  );
}
