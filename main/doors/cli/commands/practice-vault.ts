import type { Command } from 'commander';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import { addFaultCommands } from './practice-faults.js';
import { serve } from './practice-serve.js';
import { limits, reset, showPractice } from './practice-state.js';
import { changeVault, type VaultOptions } from './practice-change.js';

export function addPracticeVaultCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'practice-vault',
    'the PRACTICE vault: an Azure Key Vault and token service on this machine',
    'keyferry practice-vault show',
  );
  addCommand<{ readonly port?: string }>(family, invoke, {
    name: 'serve',
    role: 'anybody',
    summary: 'serve it over HTTPS on 127.0.0.1 until Ctrl-C',
    about:
      'While it is served, every keyferry on the same data folder goes to it over HTTPS; otherwise it runs inside the ' +
      'command that uses it. Nothing needs to be unlocked.',
    examples: ['keyferry practice-vault serve', 'keyferry practice-vault serve --port 8443'],
    options: [option('--port <number>', 'this port; otherwise any that is free')],
    run: serve,
  });
  addCommand(family, invoke, {
    name: 'show',
    role: 'anybody',
    args: [['[vault]', 'this vault only']],
    summary: 'its vaults, keys, apps, faults and limits',
    examples: ['keyferry practice-vault show'],
    run: showPractice,
  });
  addCommand<VaultOptions>(family, invoke, {
    name: 'vault',
    role: 'anybody',
    args: [['<name>', 'the practice vault']],
    summary: 'change a practice vault, to rehearse what goes wrong there',
    examples: [
      'keyferry practice-vault vault contoso --tier standard',
      'keyferry practice-vault vault contoso --permissions get,list,create,import,delete',
      'keyferry practice-vault vault contoso --purge-protection on --retention 7',
    ],
    options: [
      option('--tier <tier>', 'standard has no HSM keys').choices(['standard', 'premium']),
      option('--access <model>', 'who decides on permissions').choices(['policy', 'rbac']),
      option('--purge-protection <state>', 'on: deleted keys cannot be purged').choices(['on', 'off']),
      option('--retention <days>', 'how long deleted keys are kept: 7 to 90'),
      option('--tenant <id>', 'the tenant that the vault belongs to'),
      option('--permissions <list>', 'what the app may do, between commas; or all, or none'),
      option('--client <id>', 'whose permissions, where several apps have some'),
    ],
    run: changeVault,
  });
  addCommand(family, invoke, {
    name: 'limits',
    role: 'anybody',
    args: [['<state>', 'on: 10 HSM writes in 10 s per vault, as Azure has it; off: none']],
    summary: 'throttling on or off',
    examples: ['keyferry practice-vault limits off'],
    run: limits,
  });
  addFaultCommands(family, invoke);
  addCommand(family, invoke, {
    name: 'reset',
    role: 'anybody',
    summary: 'start the practice vault anew: vaults, keys, apps and faults are gone',
    about:
      'Afterwards: keyferry credential update NAME --practice registers a practice credential and its vaults again.',
    examples: ['keyferry practice-vault reset'],
    run: reset,
  });
}
