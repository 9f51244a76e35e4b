import type { Command } from 'commander';
import { planIn } from '../ceremony/files.js';
import { addCommand, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf } from '../input/json-file.js';
import { done, type Outcome } from '../outcome.js';
import { table } from '../show/table.js';

interface ScriptOptions {
  readonly out?: string;
}

export function addCeremonyScriptCommand(family: Command, invoke: Invoke): void {
  addCommand<ScriptOptions>(family, invoke, {
    name: 'script',
    role: 'anybody',
    args: [['<plan>', 'the plan, YAML or JSON']],
    summary: 'the script of a plan: shown, or printed as PDF',
    examples: ['keyferry ceremony script plan.yaml --out script.pdf'],
    options: [option('--out <file>', 'a new PDF file; left out: the steps are shown')],
    run: script,
  });
}

async function script(context: Context, [file = '']: readonly string[], { out }: ScriptOptions): Promise<Outcome> {
  const { putFile, scriptPdf, stepsOf } = await import('../../../ceremonies/index.js');
  const read = await planIn(context, file);
  if (!read.ok) return read;
  const { plan, sha256 } = read.value;
  const steps = stepsOf(plan);
  if (out === undefined) {
    const rows = steps.map(({ kind, actor, text }, at) => [String(at + 1), kind, actor, text]);
    return done({ ceremony: plan.id, planSha256: sha256, steps }, table(['NO', 'KIND', 'ACTOR', 'TEXT'], rows));
  }
  const written = putFile(pathOf(context, out), await scriptPdf(plan, context.surroundings.clock.now()));
  if (!written.ok) return written;
  return done(
    { ceremony: plan.id, planSha256: sha256, file: written.value },
    `Script written: ${written.value}\nPlan SHA-256 ${sha256}`,
  );
}
