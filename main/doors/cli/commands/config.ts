import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ok, type Result } from '../../../../shared/result.js';
import { addCommand, addFamily, type Invoke } from '../command-spec.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { done, refused, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { table } from '../show/table.js';

export function addConfigCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(program, 'config', 'Administration > Configuration', 'keyferry config get');
  addCommand(family, invoke, {
    name: 'get',
    role: 'Auditor',
    args: [['[setting]', 'its name; left out: all']],
    summary: 'the settings of this workstation',
    examples: ['keyferry config get'],
    run: get,
  });
  addCommand<ApprovalOptions>(family, invoke, {
    name: 'set',
    role: 'Administrator',
    approval: true,
    args: [
      [
        '<setting>',
        'designated-device (on, off), kek-size (2048, 3072, 4096), lock-after-minutes, ca-file (a PEM file, off), syslog (on, off), syslog-host, syslog-port, syslog-ca-file',
      ],
      ['<value>', 'its new value'],
    ],
    summary: 'change a setting',
    about:
      'Only one workstation may be the designated device: the one that pushes, rotates and deletes on the cloud. ' +
      'Switching that on or off takes a second Administrator; at a terminal that person is asked.',
    examples: [
      'keyferry config set designated-device on',
      'keyferry config set designated-device on --approve bob=bob.txt \\\n    --justification "the device of this office"',
    ],
    run: set,
  });
}

function get(context: Context, [name]: readonly string[]): Promise<Outcome> {
  return withWorkstation(context, ({ workstation }) => {
    const all = workstation.settings.all();
    const shown = name === undefined ? all : all.filter((setting) => setting.name === name);
    if (shown.length === 0) {
      const advice = `There are ${all.map((setting) => setting.name).join(', ')}.`;
      return Promise.resolve(
        refused({ code: 'setting-unknown', message: `There is no setting ${name ?? ''}.`, advice }),
      );
    }
    const rows = shown.map((setting) => [setting.name, setting.value]);
    const explained = shown.map((setting) => `${setting.name}: ${setting.explains}.`).join('\n');
    return Promise.resolve(
      done(
        { settings: Object.fromEntries(shown.map((setting) => [setting.name, setting.value])) },
        `${table(['Setting', 'Value'], rows)}\n\n${explained}`,
      ),
    );
  });
}

function set(context: Context, [name = '', value = '']: readonly string[], options: ApprovalOptions): Promise<Outcome> {
  return withWorkstation(context, async (session) => {
    const { workstation } = session;
    const wanted = name === 'ca-file' || name === 'syslog-ca-file' ? await caFile(context, value) : ok(value);
    if (!wanted.ok) return wanted;
    const change = (): Outcome => {
      const changed = workstation.settings.set(name, wanted.value);
      if (!changed.ok) return changed;
      return done({ settings: { [name]: wanted.value } }, `${name} is ${wanted.value} now.`);
    };
    const switches = name === 'designated-device' && (value === 'on' || value === 'off');
    if (!switches || workstation.settings.get(name) === value) return change();
    return withApproval(context, session, { act: name, value }, options, () => Promise.resolve(change()));
  });
}

/** A path that is still right from another folder, of a file that can be used. */
async function caFile({ surroundings }: Context, value: string): Promise<Result<string>> {
  if (value === 'off' || value === '') return ok(value);
  const path = resolve(surroundings.cwd, expandHome(value, surroundings.home));
  const { networkTransport } = await import('../../../azure/index.js');
  const usable = networkTransport({ caFile: path });
  return usable.ok ? ok(path) : usable;
}
