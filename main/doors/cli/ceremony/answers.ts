import { basename } from 'node:path';
import type { StepInput, StepView } from '../../../../shared/domain/ceremony/view.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { askOrMenu, MENU, type Ask } from './ask.js';
import { readBytes } from '../input/json-file.js';

const LARGEST = 1024 * 1024;

/** Who does the step: the one who may, or one who is asked for; `!` where the menu was asked for. */
export async function actorOf(context: Context, { who }: StepView, ask: Ask): Promise<Result<string>> {
  if (who.length === 1) return ok(who[0] ?? '');
  const list = who.map((name, at) => `${at + 1} ${name}`).join(', ');
  for (;;) {
    const typed = await ask(`Who does it (${list})? `, '1');
    if (!typed.ok || typed.value === MENU) return typed;
    const wanted = typed.value.toLowerCase();
    const named = who.filter((name) => wanted !== '' && name.toLowerCase().startsWith(wanted));
    const name = who[Number(typed.value) - 1] ?? who.find((one) => one.toLowerCase() === wanted);
    if (name !== undefined) return ok(name);
    if (named.length === 1) return ok(named[0] ?? '');
    context.note('Type the number of the person who does this step.');
  }
}

type Asked<K extends StepView['ask']['kind']> = Extract<StepView['ask'], { readonly kind: K }>;

/** What the step asks for; undefined: the menu was asked for. */
export async function inputOf(
  context: Context,
  { ask: asked, kind }: StepView,
  ask: Ask,
): Promise<Result<StepInput | undefined>> {
  const plain = async (
    question: string,
    shown: string | undefined,
    input: (typed: string) => StepInput,
  ): Promise<Result<StepInput | undefined>> => {
    const typed = await askOrMenu(ask, question, shown);
    return typed.ok ? ok(typed.value === undefined ? undefined : input(typed.value)) : typed;
  };
  switch (asked.kind) {
    case 'go':
      return plain(`${asked.label}: press Enter. `, '', () => ({ kind: 'go' }));
    case 'word':
      return plain(`${asked.label}: `, asked.word, (word) => ({ kind: 'word', word }));
    case 'text': {
      const now = new Date(context.surroundings.clock.now()).toISOString().slice(11, 16);
      const example = asked.example === undefined ? '' : `, e.g. ${asked.example}`;
      const shown = kind === 'clock-check' ? now : undefined;
      return plain(`${asked.label}${example}: `, shown, (text) => ({ kind: 'text', text }));
    }
    case 'file':
      return fileInput(context, asked, ask);
    case 'share':
      return plain(`${asked.label}, or the path of a file that holds it: `, undefined, (typed) => ({
        kind: 'share',
        share: shareText(context, typed),
      }));
    case 'shares':
      return sharesInput(context, asked, ask);
    case 'agreements':
      return agreementsInput(asked, ask);
  }
}

async function fileInput(context: Context, { label }: Asked<'file'>, ask: Ask): Promise<Result<StepInput | undefined>> {
  const path = await askOrMenu(ask, `${label} (its path): `);
  if (!path.ok || path.value === undefined) return path.ok ? ok(undefined) : path;
  const bytes = readBytes(context, path.value, LARGEST);
  if (!bytes.ok) return bytes;
  const kid = await askOrMenu(ask, 'Its kid, where the file does not hold it (else press Enter): ', '');
  if (!kid.ok || kid.value === undefined) return kid.ok ? ok(undefined) : kid;
  const more = kid.value === '' ? {} : { kid: kid.value };
  return ok({ kind: 'file', name: basename(path.value), bytes: bytes.value, ...more });
}

async function sharesInput(
  context: Context,
  { needed }: Asked<'shares'>,
  ask: Ask,
): Promise<Result<StepInput | undefined>> {
  const shares: string[] = [];
  for (let number = 1; number <= needed; number += 1) {
    const share = await askOrMenu(ask, `Share ${number} of ${needed}, or the path of its file: `);
    if (!share.ok || share.value === undefined) return share.ok ? ok(undefined) : share;
    shares.push(shareText(context, share.value));
  }
  const path = await askOrMenu(ask, 'The escrow file (its path): ');
  if (!path.ok || path.value === undefined) return path.ok ? ok(undefined) : path;
  const escrowFile = readBytes(context, path.value, LARGEST);
  return escrowFile.ok ? ok({ kind: 'shares', shares, escrowFile: escrowFile.value }) : escrowFile;
}

async function agreementsInput({ people }: Asked<'agreements'>, ask: Ask): Promise<Result<StepInput | undefined>> {
  const agreements: { name: string; says: 'agree' | 'disagree'; remark?: string }[] = [];
  for (const name of people) {
    const said = await askOrMenu(ask, `${name}: yes, or why not? `, 'yes');
    if (!said.ok || said.value === undefined) return said.ok ? ok(undefined) : said;
    if (/^y(?:es)?$/i.test(said.value)) agreements.push({ name, says: 'agree' });
    else agreements.push({ name, says: 'disagree', ...(said.value === '' ? {} : { remark: said.value }) });
  }
  return ok({ kind: 'agreements', agreements });
}

/** A share is typed, or stands in a file. */
function shareText(context: Context, typed: string): string {
  const bytes = readBytes(context, typed, 10_000);
  return bytes.ok ? Buffer.from(bytes.value).toString('utf8').trim() : typed;
}
