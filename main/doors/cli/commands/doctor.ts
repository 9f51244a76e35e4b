import type { Command } from 'commander';
import { addCommand, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { wrongUsage, type Outcome } from '../outcome.js';
import { checksOutcome, preflightOutcomeOf } from '../preflight-outcome.js';
import { withWorkstation } from '../session.js';

interface DoctorOptions {
  readonly credential?: string;
  readonly vault?: string;
}

export function addDoctorCommand(program: Command, invoke: Invoke): void {
  addCommand<DoctorOptions>(program, invoke, {
    name: 'doctor',
    role: 'anybody',
    summary: 'check this machine, and with a credential the way to a vault',
    about: 'Without --credential nothing is unlocked and nothing is sent.',
    examples: ['keyferry doctor', 'keyferry doctor --credential rehearsal --vault contoso'],
    options: [
      option('--credential <name>', 'also the pre-flight with this Cloud Credential'),
      option('--vault <name>', 'at this vault'),
    ],
    run: doctor,
  });
}

async function doctor(context: Context, _args: readonly string[], options: DoctorOptions): Promise<Outcome> {
  const { credential: name, vault } = options;
  if ((name === undefined) !== (vault === undefined))
    return wrongUsage('--credential and --vault go together.', 'Give both, or neither.');
  const { environmentChecks } = await import('../environment-checks.js');
  const machine = checksOutcome(context, await environmentChecks(context), {
    title: `This machine, and the data folder ${context.dataFolder}`,
    data: {},
  });
  if (name === undefined || vault === undefined) return machine;
  const flight = await withWorkstation(
    context,
    async ({ workstation, signal }) => {
      const credential = workstation.credentials.find(name);
      if (!credential.ok) return credential;
      return preflightOutcomeOf(context, workstation, { credential: credential.value, vault, signal });
    },
    // It makes a throw-away KEK in the vault.
    { vault: true, need: 'Operator' },
  );
  return joined(machine, flight);
}

/** Both lists; what failed first is what is said. */
function joined(machine: Outcome, flight: Outcome): Outcome {
  const text = [machine.text, flight.text].filter((part) => part !== undefined).join('\n\n');
  const data = { environment: machine.data?.['checks'], ...flight.data };
  const failed = machine.ok ? flight : machine;
  return failed.ok ? { ok: true, data, text } : { ok: false, failure: failed.failure, data, text };
}
