import { Command } from 'commander';
import { addApproveCommand } from './commands/approve.js';
import { addBackupCommands } from './commands/backup.js';
import { addCeremonyCommands } from './commands/ceremony-plan.js';
import { addCloudCommands } from './commands/cloud.js';
import { addConfigCommands } from './commands/config.js';
import { addCredentialCommands } from './commands/credential.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addGroupCommands } from './commands/group.js';
import { addIdentityCommands } from './commands/identity.js';
import { addInitCommand } from './commands/init.js';
import { addJobsCommands } from './commands/jobs.js';
import { addKeyCommands } from './commands/key.js';
import { addLogsCommands } from './commands/logs.js';
import { addPracticeVaultCommands } from './commands/practice-vault.js';
import { addRecoveryCommands } from './commands/recovery.js';
import { addReportsCommands } from './commands/reports.js';
import { addStatusCommand } from './commands/status.js';
import { option, repeatable, type Invoke } from './command-spec.js';
import { VERSION } from './version.js';

const FIRST_STEPS = `
First steps: five minutes, no Azure needed. Two people look after a workstation;
every command below asks both for name and passphrase.
  keyferry init
  keyferry config set designated-device on
  keyferry credential add rehearsal --practice
  keyferry group create payroll --credential rehearsal --vault contoso --type p-256
  keyferry key create payroll
  keyferry sync payroll
  keyferry key list payroll

Passphrases in files instead of typing (chmod 600, one line each):
  keyferry init --admin alice=alice.txt --admin bob=bob.txt
  alias kf='keyferry --unlock alice=alice.txt --unlock bob=bob.txt'

Exit codes: 0 done, 1 refused or failed, 2 wrong usage. In a checkout: npx keyferry.`;

/** The whole command line; `invoke` carries a command out. */
export function buildProgram(invoke: Invoke): Command {
  const program = new Command('keyferry')
    .description(
      'Keys made under your control, pushed into Azure Key Vault by BYOK, rotated, deleted there, and proved.',
    )
    .version(VERSION, '--version', 'the version of Keyferry')
    .helpOption('-h, --help', 'how a command is used')
    .helpCommand('help [command]', 'how a command is used')
    .addOption(option('--data-dir <folder>', 'the data folder (or KEYFERRY_DATA_DIR)'))
    .addOption(option('--json', 'one JSON value on standard output, nothing else'))
    .addOption(repeatable('--unlock <name=file>', 'an Administrator and the passphrase file; give two'))
    .addOption(option('--as <name=file>', 'who acts; otherwise the first who unlocks'))
    .configureHelp({
      showGlobalOptions: true,
      // Their arguments stand in their own help; here the names and what they are for are enough.
      subcommandTerm: (command) => command.name(),
      subcommandDescription: (command) =>
        command.commands.length > 0
          ? `${command.summary()} (${namesIn(command)})`
          : command.summary() || command.description(),
    })
    .addHelpText('after', FIRST_STEPS);
  addInitCommand(program, invoke);
  addStatusCommand(program, invoke);
  addDoctorCommand(program, invoke);
  addCredentialCommands(program, invoke);
  addGroupCommands(program, invoke);
  addKeyCommands(program, invoke);
  addCloudCommands(program, invoke);
  addJobsCommands(program, invoke);
  addLogsCommands(program, invoke);
  addReportsCommands(program, invoke);
  addConfigCommands(program, invoke);
  addIdentityCommands(program, invoke);
  addRecoveryCommands(program, invoke);
  addApproveCommand(program, invoke);
  addBackupCommands(program, invoke);
  addCeremonyCommands(program, invoke);
  addPracticeVaultCommands(program, invoke);
  return program;
}

/** "add, list, show". */
export function namesIn(command: Command): string {
  return command.commands.map((child) => child.name()).join(', ');
}
