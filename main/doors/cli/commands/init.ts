import type { Command } from 'commander';
import { addCommand, repeatable, type Invoke } from '../command-spec.js';
import { workstationOptions, type Context } from '../context.js';
import { loginsToMake } from '../input/logins.js';
import { done, type Outcome } from '../outcome.js';

interface InitOptions {
  readonly admin?: readonly string[];
}

export function addInitCommand(program: Command, invoke: Invoke): void {
  addCommand<InitOptions>(program, invoke, {
    name: 'init',
    role: 'anybody',
    summary: 'first start: make the data folder and its two Admin identities',
    about:
      'The master key is split between the Admin identities: it takes two of them to unlock, and nobody can do it alone. ' +
      'Without --admin both are asked for. A passphrase has 15 characters or more; there is no default and no way back ' +
      'without it.',
    examples: ['keyferry init --admin alice=alice.txt --admin bob=bob.txt', 'keyferry init'],
    options: [repeatable('--admin <name=file>', 'an administrator and the file of the passphrase; two or more')],
    run: init,
  });
}

async function init(context: Context, _args: readonly string[], options: InitOptions): Promise<Outcome> {
  const logins = await loginsToMake(context, options.admin ?? []);
  if (!logins.ok) return logins;
  const { initWorkstation } = await import('../../../workstation.js');
  const made = await initWorkstation(context.dataFolder, logins.value, workstationOptions(context));
  if (!made.ok) return made;
  const { workstationId, administrators } = made.value;
  return done(
    { dataFolder: context.dataFolder, workstationId, administrators },
    `The workstation is ready in ${context.dataFolder}.
Admin identities: ${administrators.join(', ')}. It takes two of them to unlock it.
Back up the whole folder; neither the folder nor one passphrase alone opens it.

Next, to let this workstation push keys:
  keyferry config set designated-device on
and a Cloud Credential to rehearse with, no Azure needed:
  keyferry credential add rehearsal --practice`,
  );
}
