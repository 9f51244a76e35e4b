import { initWorkstation, openWorkstation, type Workstation } from '../../../../workstation.js';
import { needed, refused, type Stage } from '../stage.js';

/** Two Admin identities are made, and unlock the workstation together. */
export async function firstStart(stage: Stage): Promise<Workstation> {
  const { story, dataFolder, options, logins } = stage;
  story.chapter(
    'First start, and two administrators log in',
    'Two Admin identities are made; there is no built-in password. The master key is split between them and stored nowhere: one alone, or a stolen disk, opens nothing. Their passphrases were drawn at random for this run and are shown to nobody.',
  );
  const made = await story.timed('first start: two identities, an empty sealed store', () =>
    initWorkstation(dataFolder, logins, options),
  );
  const { administrators } = needed(made.value);
  const alone = await story.timed(`${logins[0]?.name ?? ''} alone tries to unlock`, () =>
    openWorkstation(dataFolder, logins.slice(0, 1), options),
  );
  story.quote(refused('Unlocking alone', alone.value).message, 'ERROR');
  const opened = await story.timed(`${administrators.join(' and ')} unlock it together`, () =>
    openWorkstation(dataFolder, logins, options),
  );
  const workstation = needed(opened.value);
  story.record({ what: 'First start', milliseconds: made.ms, outcome: `${administrators.length} Admin identities` });
  story.record({ what: 'Unlock', milliseconds: opened.ms, outcome: `by ${administrators.join(' and ')}` });
  return workstation;
}
