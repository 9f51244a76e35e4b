import type { Command } from 'commander';
import { CEREMONY_KINDS } from '../../../../shared/domain/ceremony/plan.js';
import { planIn } from '../ceremony/files.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { writeNewFile } from '../input/json-file.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { facts } from '../show/table.js';
import { count } from '../show/text.js';
import { addCeremonyBinderCommand } from './ceremony-binder.js';
import { addCeremonyKekCommands } from './ceremony-kek.js';
import { addCeremonyRecordCommands } from './ceremony-record.js';
import { addCeremonyRunCommands } from './ceremony-run.js';
import { addCeremonyScriptCommand } from './ceremony-script.js';
import { addCeremonySignCommand } from './ceremony-sign.js';
import { addCeremonyShareCommands } from './ceremony-share.js';
import { addCeremonyUploadCommand } from './ceremony-upload.js';

interface NewOptions {
  readonly kind: string;
  readonly out: string;
  readonly id?: string;
  readonly production?: boolean;
}

/** `keyferry ceremony …`. */
export function addCeremonyCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'ceremony',
    'offline key ceremonies: plan, script, run, record',
    'keyferry ceremony new --kind generate-and-wrap --out plan.yaml',
  );
  addCommand<NewOptions>(family, invoke, {
    name: 'new',
    role: 'anybody',
    summary: 'write a plan to fill in, with comments',
    examples: ['keyferry ceremony new --kind generate-and-wrap --out plan.yaml'],
    options: [
      needed('--kind <kind>', CEREMONY_KINDS.join(', ')),
      needed('--out <file>', 'a new file'),
      option('--id <id>', 'what names the ceremony (my-ceremony)'),
      option('--production', 'PRODUCTION instead of PRACTICE'),
    ],
    run: makeNew,
  });
  addCommand(family, invoke, {
    name: 'check',
    role: 'anybody',
    args: [['<plan>', 'the plan, YAML or JSON']],
    summary: 'everything that is wrong or missing in a plan, at once',
    examples: ['keyferry ceremony check plan.yaml'],
    run: check,
  });
  addCeremonyScriptCommand(family, invoke);
  addCeremonyRunCommands(family, invoke);
  addCeremonySignCommand(family, invoke);
  addCeremonyRecordCommands(family, invoke);
  addCeremonyBinderCommand(family, invoke);
  addCeremonyKekCommands(family, invoke);
  addCeremonyUploadCommand(family, invoke);
  addCeremonyShareCommands(family, invoke);
  addCommand<{ readonly manifest?: boolean }>(family, invoke, {
    name: 'self-hash',
    role: 'anybody',
    summary: 'the hash of this application, to compare with another machine',
    about: 'How to compute it without Keyferry, with sha256sum: docs/ceremony-plan.md.',
    examples: ['keyferry ceremony self-hash'],
    options: [option('--manifest', 'print the list that is hashed, as sha256sum does')],
    run: selfHashes,
  });
}

async function makeNew(context: Context, _args: readonly string[], options: NewOptions): Promise<Outcome> {
  const { newPlanText, proposedDate, readPlan } = await import('../../../ceremonies/index.js');
  const kind = CEREMONY_KINDS.find((one) => one === options.kind);
  if (!kind)
    return wrongUsage(`There is no ceremony of kind ${options.kind}.`, `There are ${CEREMONY_KINDS.join(', ')}.`);
  const mode = options.production ? 'PRODUCTION' : 'PRACTICE';
  const date = proposedDate(mode, context.surroundings.clock.now());
  const text = newPlanText({ kind, mode, id: options.id ?? 'my-ceremony', date });
  const readable = readPlan(Buffer.from(text, 'utf8'));
  if (!readable.ok) return wrongUsage('--id: an id has 3 to 60 small letters, digits and hyphens.');
  const written = writeNewFile(context, options.out, text);
  if (!written.ok) return written;
  return done(
    { file: written.value },
    `Plan written: ${written.value}\nFill it in, then: keyferry ceremony check ${options.out}`,
  );
}

async function check(context: Context, [file = '']: readonly string[]): Promise<Outcome> {
  const { checkPlan } = await import('../../../ceremonies/index.js');
  const read = await planIn(context, file);
  if (!read.ok) return read;
  const { plan, sha256 } = read.value;
  const found = checkPlan(plan, { now: context.surroundings.clock.now() });
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length > 0 ? ['', title, ...lines.map((line) => `- ${line}`)] : [];
  const text = [
    `${plan.id} (${plan.mode}), ${plan.kind}, plan ${sha256}`,
    ...list('To be mended before anybody meets:', found.problems),
    ...list('Worth a thought:', found.advice),
    ...(found.problems.length === 0 ? ['', 'Nothing is missing: the ceremony can be held.'] : []),
  ].join('\n');
  const data = { ceremony: plan.id, planSha256: sha256, problems: found.problems, advice: found.advice };
  if (found.problems.length === 0) return done(data, text);
  const message = `The plan has ${count(found.problems.length, 'problem')}.`;
  return refused(
    { code: 'plan-not-ready', message, advice: 'Mend what is listed, then check it again.' },
    { data, text },
  );
}

async function selfHashes(
  _context: Context,
  _args: readonly string[],
  options: { readonly manifest?: boolean },
): Promise<Outcome> {
  const { selfHash } = await import('../../../ceremonies/index.js');
  const { pgpWords } = await import('../../../../shared/domain/ceremony/pgp-words.js');
  const found = selfHash();
  if (!found.ok) return found;
  const { manifest, files: fileCount, ...hash } = found.value;
  const rest = { ...hash, fileCount };
  if (options.manifest) return done({ ...rest, manifest }, manifest.trimEnd());
  return done(
    { ...rest, words: pgpWords(rest.sha256) },
    facts([
      ['Version', rest.version],
      ['Files', String(fileCount)],
      ['SHA-256', rest.sha256],
      ['Words', pgpWords(rest.sha256).join(' ')],
    ]),
  );
}
