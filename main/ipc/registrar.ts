import {
  channelOf,
  contract,
  mayCall,
  ROOM_NAMES,
  type Answer,
  type Call,
  type RoomName,
} from '../../shared/contract/index.js';
import type { Approval } from '../../shared/domain/actor.js';
import { firstIssue } from '../../shared/first-issue.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import { StoreWriteError } from '../store/index.js';
import { describePrivileged } from '../workstation.js';
import { Binding } from './binding.js';
import { handlers } from './handlers/index.js';
import { actOfCall } from './privileged-calls.js';
import { reportBug } from './report-bug.js';
import type { Station } from './station.js';
import type { Place, Sender } from './types.js';
import { inTheWindow } from './window-advice.js';

/** More than the largest call there is; a window that sends more is broken or hostile. */
const LARGEST_ARGUMENT = 1024 * 1024;

/** A surrogate that has no partner (the u flag reads pairs as one). */
const HALF = /\p{Cs}/u;

interface Entry {
  readonly call: Call;
  readonly handle: (argument: unknown, place: Place) => unknown;
}

/** Everything that can be called, by channel. */
const ENTRIES: ReadonlyMap<string, Entry> = new Map(
  ROOM_NAMES.flatMap((room: RoomName) =>
    Object.entries<Call>(contract[room].calls).map(([name, call]) => {
      const handle = (handlers[room] as unknown as Readonly<Record<string, Entry['handle']>>)[name];
      if (!handle) throw new Error(`No handler for ${channelOf(room, name)}.`);
      return [channelOf(room, name), { call, handle }] as const;
    }),
  ),
);

/**
 * The one door between a page and the rooms: sender, channel, size, form, session and role are checked, in this order;
 * what comes back is only what the contract names.
 */
export class Registrar {
  readonly #station: Station;
  readonly #binding = new Binding();

  constructor(station: Station) {
    this.#station = station;
  }

  /** Never rejects. */
  async answer(sender: Sender, channel: string, argument: string): Promise<string> {
    try {
      const result = await this.#answer(sender, channel, argument);
      this.#station.rooms?.announcer.logChanged();
      return JSON.stringify(toAnswer(result));
    } catch (error) {
      return JSON.stringify(toAnswer(afterException(channel, error)));
    }
  }

  async #answer(sender: Sender, channel: string, argument: string): Promise<Result<unknown>> {
    if (sender.origin !== this.#station.facts.origin || !sender.topFrame)
      return fail('sender-refused', "Only Keyferry's own window may ask this.");
    const entry = ENTRIES.get(channel);
    if (!entry) return fail('unknown-call', 'There is no such call.');
    const parsed = parseArgument(entry.call, argument);
    if (!parsed.ok) return parsed;
    const admitted = this.#admit(entry.call);
    if (!admitted.ok) {
      // What the window only looks up by itself nobody asked for.
      if (admitted.failure.code === 'not-allowed' && entry.call.kind !== 'query')
        this.#station.rooms?.workstation.people.noteNotAllowed(channel, entry.call.need);
      return admitted;
    }
    // Whoever gives an order is at work; what the window only looks up by itself says nothing.
    if (entry.call.kind !== 'query' && entry.call.need !== 'anybody') this.#station.touch();
    const approval = entry.call.approval ? this.#approval(channel, parsed.value) : ok({});
    if (!approval.ok) return approval;
    const handle = (): Promise<Result<unknown>> => this.#handle(entry, parsed.value);
    const acting = this.#station.rooms?.workstation.acting;
    return acting ? acting.do(handle, approval.value) : handle();
  }

  /** What a second Administrator said to exactly this call; used up by it. Code `approval-needed`. */
  #approval(channel: string, argument: unknown): Result<Approval> {
    const workstation = this.#station.rooms?.workstation;
    if (!workstation) return fail('sealed', 'The workstation was sealed meanwhile.');
    const act = actOfCall(channel, argument, workstation);
    if (!act.ok) return act;
    if (!act.value) return ok({});
    const described = describePrivileged(workstation, act.value);
    if (!described.ok) return described;
    const binding = this.#binding.of(`${channel} ${JSON.stringify(argument)}`);
    return workstation.people.approvals.take(binding, described.value);
  }

  #admit({ need }: Call): Result<void> {
    if (need === 'anybody') return ok(undefined);
    this.#station.lockWhenDue();
    const { state, role } = this.#station.view();
    if (state === 'new') return fail('not-initialised', 'The first start comes first.');
    if (state === 'sealed') return fail('sealed', 'The workstation is sealed: its Administrators unlock it together.');
    if (state === 'locked') return fail('locked', 'The window is locked: unlock it with your passphrase.');
    return mayCall(role, need)
      ? ok(undefined)
      : fail('not-allowed', `This needs the role ${need}.`, { advice: 'Ask somebody who has it.' });
  }

  async #handle({ call, handle }: Entry, argument: unknown): Promise<Result<unknown>> {
    const station = this.#station;
    const leave: (() => void)[] = [];
    const place: Place = {
      station,
      get rooms() {
        if (!station.rooms) throw new Error('The workstation was sealed meanwhile.');
        leave.push(station.rooms.jobs.enter());
        return station.rooms;
      },
    };
    try {
      const result = (await handle(argument, place)) as Result<unknown>;
      if (!result.ok) return result;
      // What was only looked up does not cross into a window that was locked meanwhile.
      const admitted = call.kind === 'query' ? this.#admit(call) : ok(undefined);
      // Strict: a member that the contract does not name throws here, and does not cross.
      return admitted.ok ? ok(call.reply.parse(result.value)) : admitted;
    } finally {
      for (const left of leave) left();
    }
  }
}

function parseArgument(call: Call, text: string): Result<unknown> {
  if (text.length > LARGEST_ARGUMENT) return fail('bad-input', 'This is more than a call can hold.');
  let raw: unknown;
  try {
    raw = text === '' ? undefined : JSON.parse(text, wholeCharacters);
  } catch (error) {
    return error instanceof HalfCharacter
      ? fail('bad-input', 'A text holds half a character.', { advice: 'Type it anew.' })
      : fail('bad-input', 'This is no JSON.');
  }
  const parsed = call.argument.safeParse(raw);
  return parsed.success ? ok(parsed.data) : firstIssue(parsed.error);
}

class HalfCharacter extends Error {}

/** Half of a surrogate pair has no UTF-8, and so could neither be hashed into the log nor sent. Throws HalfCharacter. */
function wholeCharacters(name: string, value: unknown): unknown {
  if (HALF.test(name) || (typeof value === 'string' && HALF.test(value))) throw new HalfCharacter();
  return value;
}

/** What the disk refused is told; any other exception is a bug: the window learns that there was one, and no more. */
function afterException(channel: string, error: unknown): Result<never> {
  if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
  // The channel stands in the contract, or it is what a page made up.
  reportBug(ENTRIES.has(channel) ? channel : 'unknown call', error);
  return fail('internal', 'Something went wrong inside Keyferry. What was recorded before is safe.', {
    advice: 'Try again; if it happens again, start Keyferry anew and report what you did.',
  });
}

function toAnswer(result: Result<unknown>): Answer<unknown> {
  if (result.ok) return { ok: true, value: result.value };
  const { code, message, advice, original, requestId, serviceRequestId, approval }: Failure = inTheWindow(
    result.failure,
  );
  return {
    ok: false,
    code,
    message,
    ...(advice === undefined ? {} : { advice }),
    ...(original === undefined ? {} : { original }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(serviceRequestId === undefined ? {} : { serviceRequestId }),
    ...(approval === undefined ? {} : { approval }),
  };
}
