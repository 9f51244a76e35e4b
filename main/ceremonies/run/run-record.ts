import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { NewRecordLine, RecordLine } from '../../../shared/domain/ceremony/record.js';
import type { NewLogEvent } from '../../../shared/domain/log-event.js';
import {
  ceremonyLines,
  ceremonySignatures,
  endCeremony,
  insertCeremonyLine,
  insertCeremonySignature,
} from '../../store/tables/ceremonies.js';
import type { Transaction } from '../../store/index.js';
import { chain, hashOfLine, readOwnLine, recordText, signRecord, type ChainedLine } from '../record/chain.js';
import type { CeremonyParts } from './parts.js';
import { endedEvent, exceptionEvent, resumedEvent } from './run-log.js';

/** The record of a run as it grows in the store: a chain of lines, and the signatures below its end. */
export class RunRecord {
  readonly #plan: CeremonyPlan;
  readonly #parts: CeremonyParts;
  #lines: string[];
  #read: RecordLine[];

  constructor(plan: CeremonyPlan, parts: CeremonyParts) {
    this.#plan = plan;
    this.#parts = parts;
    this.#lines = ceremonyLines(parts.store, plan.id);
    this.#read = this.#lines.map(readOwnLine);
  }

  /** Its lines so far, as they stand in the file. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The same, taken apart. */
  get read(): readonly RecordLine[] {
    return this.#read;
  }

  signatures(): readonly string[] {
    return ceremonySignatures(this.#parts.store, this.#plan.id);
  }

  /** The record as a file. */
  text(): string {
    return recordText(this.#lines, this.signatures());
  }

  /** Appends lines with all that belongs to them; an end line brings the signature of the workstation. */
  append(added: readonly NewRecordLine[], more: (tx: Transaction) => void = () => undefined): void {
    const { store, clock, log, actor } = this.#parts;
    const now = clock.now();
    const lines = [...this.#lines];
    const chained: ChainedLine[] = [];
    for (const one of added) {
      const made = chain(lines, one, now);
      lines.push(made.text);
      chained.push(made);
    }
    store.commit((tx) => {
      more(tx);
      for (const { line, text } of chained) {
        insertCeremonyLine(tx, this.#plan.id, line.number, text);
        const event = this.#eventOf(line, text, actor.name);
        if (event) log.append(tx, [event]);
        if (line.type === 'end') this.#end(tx, line, text, now);
      }
    });
    this.#lines = lines;
    this.#read = lines.map(readOwnLine);
  }

  /** Keeps a signature that was checked, with its event. */
  addSignature(line: string, event: NewLogEvent): void {
    const number = this.signatures().length + 1;
    this.#parts.store.commit((tx) => {
      insertCeremonySignature(tx, this.#plan.id, number, line);
      this.#parts.log.append(tx, [event]);
    });
  }

  #end(tx: Transaction, line: Extract<RecordLine, { readonly type: 'end' }>, text: string, now: number): void {
    const { workstationId, signer } = this.#parts;
    const { id } = this.#plan;
    endCeremony(tx, id, line.result, now);
    const said = { by: workstationId, as: 'workstation', says: 'agree', on: 'key' } as const;
    insertCeremonySignature(tx, id, 1, signRecord(hashOfLine(text), { ...said, time: line.time }, signer));
  }

  #eventOf(line: RecordLine, text: string, actor: string): NewLogEvent | undefined {
    switch (line.type) {
      case 'exception':
        return exceptionEvent(this.#plan, actor, line);
      case 'end':
        return endedEvent(this.#plan, actor, line, hashOfLine(text));
      case 'resumed':
        return resumedEvent(this.#plan, actor, line.step);
      case 'begin':
      case 'step':
        return undefined;
    }
  }
}
