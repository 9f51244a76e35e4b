import type { CeremonyKeySpec, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import type { RecordAgreement, RecordFact, StepLine } from '../../../shared/domain/ceremony/record.js';
import type { StepInput } from '../../../shared/domain/ceremony/view.js';
import { fail, ok, type Failure, type Result } from '../../../shared/result.js';
import type { OutputFile, StepWork } from '../work.js';
import { compareClock, lookAtNetwork, sameMark } from './looks.js';
import { aloud, askOf, type SceneParts } from './step-view.js';

/** What a step came to, before it is recorded. A failure of `perform` itself is input that nobody records. */
export interface Performed {
  readonly result: StepLine['result'];
  readonly observed: readonly RecordFact[];
  readonly files?: readonly OutputFile[];
  readonly record?: StepWork['record'];
  readonly afterCommit?: StepWork['afterCommit'];
  readonly agreements?: readonly RecordAgreement[];
}

interface Parts extends SceneParts {
  /** The record up to here, as text. */
  readonly recordSoFar: () => string;
}

/**
 * Does a step with what people answered. Codes `wrong-answer`, `wrong-word`, `bad-time`, `people-missing`: nothing happened,
 * answer again. What the work itself refuses is a result `failed`, for the record.
 */
export async function perform(step: PlannedStep, input: StepInput, parts: Parts): Promise<Result<Performed>> {
  if (input.kind === 'differs') return ok({ result: 'differs', observed: [{ name: 'Seen', value: input.seen }] });
  const values = aloud(step, parts);
  const ask = askOf(step, values, parts);
  if (ask.kind !== input.kind)
    return fail('wrong-answer', 'This is not what the step asks for.', { advice: `${ask.label}.` });
  switch (step.kind) {
    case 'confirm':
    case 'read-aloud':
    case 'self-hash':
    case 'destroy': {
      const wanted = ask.kind === 'word' ? ask.word : '';
      if (wanted === '') return ok(failed({ code: 'nothing-to-read', message: 'There is nothing to read aloud yet.' }));
      const word = input.kind === 'word' ? input.word.trim() : '';
      if (word.toLowerCase() !== wanted.toLowerCase())
        return fail('wrong-word', `"${word}" is not the word that confirms this step.`, {
          advice: 'Read it again to the end and type exactly that word. If what is read differs, say that it differs.',
        });
      return step.kind === 'destroy' ? destroyed(step, parts) : ok(lookedAt(step, word, parts));
    }
    case 'observe': {
      const seen = input.kind === 'text' ? input.text : '';
      const fits = step.expected === undefined || sameMark(seen, step.expected);
      return ok({ result: fits ? 'passed' : 'differs', observed: [{ name: 'Seen', value: seen }] });
    }
    case 'clock-check': {
      const compared = compareClock(input.kind === 'text' ? input.text : '', parts.now());
      if (!compared.ok) return compared;
      return ok({ result: compared.value.differs ? 'differs' : 'passed', observed: compared.value.facts });
    }
    case 'network-off': {
      const { facts, up } = lookAtNetwork(parts.interfaces(), parts.links?.());
      if (up.length === 0) return ok({ result: 'passed', observed: facts });
      return ok({ result: parts.plan.mode === 'PRODUCTION' ? 'failed' : 'differs', observed: facts });
    }
    case 'read-kek':
      return ok(readKek(input, parts));
    case 'generate':
      return ok(await ofKey(step, parts, (key) => parts.work.generate(parts.plan, key)));
    case 'wrap':
      return ok(await ofKey(step, parts, (key) => parts.work.wrap(parts.plan, key)));
    case 'split':
      return ok(taken(await parts.work.split(parts.plan)));
    case 'share-test':
      return ok(taken(parts.work.testShare(parts.plan, step.holder ?? '', input.kind === 'share' ? input.share : '')));
    case 'recover':
      return input.kind === 'shares'
        ? ok(taken(await parts.work.recover(parts.plan, input.escrowFile, input.shares)))
        : fail('wrong-answer', 'Shares are missing.');
    case 'export':
      return ok(taken(parts.work.exportPackage(parts.plan, parts.recordSoFar())));
    case 'attest':
      return attested(input, parts);
  }
}

/** A word was typed: was what it stands for the right thing? */
function lookedAt(step: PlannedStep, word: string, parts: Parts): Performed {
  const { plan, application, work } = parts;
  const values = aloud(step, parts).map(({ name, value }) => ({ name, value }));
  const observed: RecordFact[] = [...values, { name: 'Typed', value: word }];
  if (step.kind === 'self-hash') {
    observed.unshift({ name: 'Version', value: application.version });
    const other = plan.application && plan.application.sha256 !== application.sha256;
    return { result: other ? 'differs' : 'passed', observed };
  }
  const known = plan.keys.find(({ group }) => group === step.group)?.spkiSha256;
  const found = step.group === undefined ? undefined : work.fingerprintsOf(plan, step.group)?.spkiSha256;
  const other = step.kind === 'read-aloud' && known !== undefined && found !== undefined && known !== found;
  return { result: other ? 'differs' : 'passed', observed };
}

function readKek(input: StepInput, { plan, work }: Parts): Performed {
  if (input.kind !== 'file') return failed({ code: 'wrong-answer', message: 'A file is missing.' });
  const read = work.readKek(plan, input.bytes, input.kid);
  const file = { name: 'File', value: input.name };
  if (!read.ok) return failed(read.failure, [file]);
  const { kek, facts, record, files } = read.value;
  if (kek.practice !== (plan.mode === 'PRACTICE')) {
    const message = kek.practice
      ? 'This KEK is of a practice vault; a PRODUCTION ceremony refuses it.'
      : 'This KEK is of a real vault; a rehearsal takes one of the practice vault.';
    return failed({ code: 'practice-mixed', message }, [file]);
  }
  return taken(ok({ facts: [file, ...facts], ...(record ? { record } : {}), ...(files ? { files } : {}) }));
}

async function ofKey(
  step: PlannedStep,
  { plan }: Parts,
  work: (key: CeremonyKeySpec) => Promise<Result<StepWork>>,
): Promise<Performed> {
  const key = plan.keys.find(({ group }) => group === step.group);
  return key ? taken(await work(key)) : failed(noKey(step));
}

function destroyed(step: PlannedStep, { plan, work }: Parts): Result<Performed> {
  const key = plan.keys.find(({ group }) => group === step.group);
  return ok(key ? taken(work.destroy(plan, key)) : failed(noKey(step)));
}

function noKey({ group }: PlannedStep): Failure {
  return { code: 'no-such-key', message: `${group ?? 'Nothing'} is no key of the plan.` };
}

function attested(input: StepInput, { plan }: Parts): Result<Performed> {
  const said = input.kind === 'agreements' ? input.agreements : [];
  const names = said.map(({ name }) => name);
  const people = plan.people.map(({ name }) => name);
  const missing = people.filter((name) => !names.includes(name));
  const strange = names.filter((name, at) => !people.includes(name) || names.indexOf(name) !== at);
  if (missing.length > 0)
    return fail('people-missing', `Nothing was said by ${missing.join(', ')}.`, {
      advice: 'Everybody of the plan answers once. For somebody who is not here any more: does not agree, and why.',
    });
  if (strange.length > 0)
    return fail('wrong-answer', `${strange.join(', ')} cannot answer: not in the plan, or answered already.`);
  const quiet = said.find(({ says, remark }) => says === 'disagree' && remark === undefined);
  if (quiet)
    return fail('wrong-answer', `${quiet.name} does not agree, and does not say why.`, {
      advice: 'Say why in a few words.',
    });
  const observed = said.map(({ name, says, remark }) => ({
    name,
    value: `${says === 'agree' ? 'agrees' : 'does not agree'}${remark === undefined ? '' : `: ${remark}`}`,
  }));
  return ok({ result: 'passed', observed, agreements: said });
}

function taken(work: Result<StepWork>): Performed {
  if (!work.ok) return failed(work.failure);
  const { facts, ...effects } = work.value;
  return { result: 'passed', observed: facts, ...effects };
}

function failed({ code, message, advice }: Failure, before: readonly RecordFact[] = []): Performed {
  const said = advice === undefined ? message : `${message} ${advice}`;
  return { result: 'failed', observed: [...before, { name: 'Refused', value: `${said} (${code})`.slice(0, 4000) }] };
}
