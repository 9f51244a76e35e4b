import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import { expect, onTestFinished } from 'vitest';
import { makeBridge } from '../../preload/make-bridge.js';
import type { Answer, Bridge, Push, PushOf, RoomName } from '../../shared/contract/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import type { JobDetails } from '../../shared/domain/job.js';
import type { JobId } from '../../shared/domain/ids.js';
import { makeAnswerer, type Answerer, type DoorFacts, type Sender } from '../../main/ipc/index.js';
import { parseFault, practiceHttpClient } from '../../main/practice-vault/index.js';
import type { WorkstationOptions } from '../../main/workstation.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { makePractice, VAULT, type Practice } from './practice.js';
import { ADMINS, BEN, WEAK_SCRYPT } from './workstation.js';
import type { VirtualClock } from './virtual-clock.js';

export const ORIGIN = 'https://keyferry.localhost';
/** The window's own document. */
export const OURSELVES: Sender = { origin: ORIGIN, topFrame: true };

export interface WindowChange extends Omit<WorkstationOptions, 'practice'> {
  readonly folder?: string;
  readonly chooseFile?: DoorFacts['chooseFile'];
}

/**
 * What a page has, without a page: the bridge over JSON text, the station behind it, and every push it was sent. In a fresh
 * folder before the first start, with a practice vault, on a virtual clock.
 */
export class TestWindow {
  readonly folder: string;
  readonly practice: Practice;
  readonly answerer: Answerer;
  readonly bridge: Bridge;
  readonly pushes: Push[] = [];
  /** Every text that crossed to the page: answers and pushes. */
  readonly crossed: string[] = [];
  /** Called with every request before the practice vault gets it. */
  beforeRequest: (request: PipelineRequest) => void | Promise<void> = () => undefined;

  private constructor(practice: Practice, change: WindowChange) {
    const { folder = freshFolder(), chooseFile, ...options } = change;
    this.folder = folder;
    this.practice = practice;
    this.answerer = makeAnswerer(
      { door: 'browser', origin: ORIGIN, dataFolder: folder, ...(chooseFile ? { chooseFile } : {}) },
      {
        clock: practice.clock,
        scrypt: WEAK_SCRYPT,
        preferSecretsIn: 'sealed-store',
        practice: { httpClient: this.#client(), admin: practice.admin },
        ...options,
      },
    );
    this.bridge = makeBridge({
      call: async (channel, argument) => this.#cross(await this.answerer.answer(OURSELVES, channel, argument)),
      listen: (listener) => this.answerer.onPush((text) => listener(this.#cross(text))),
    });
    this.bridge.listen((push) => void this.pushes.push(push));
  }

  /** Before the first start. */
  static async make(change: WindowChange = {}, practice?: Practice): Promise<TestWindow> {
    const window = new TestWindow(practice ?? (await makePractice()), change);
    onTestFinished(() => window.answerer.close());
    return window;
  }

  /** After the first start. */
  static async open(change: WindowChange = {}, practice?: Practice): Promise<TestWindow> {
    const window = await TestWindow.make(change, practice);
    value(await window.bridge.identityManagement.firstStart({ administrators: [...ADMINS] }));
    return window;
  }

  /** As the designated device, with a practice credential. */
  static async ready(change: WindowChange = {}, practice?: Practice): Promise<TestWindow> {
    const window = await TestWindow.open(change, practice);
    const { administration, identityManagement } = window.bridge;
    value(await window.approved(() => administration.set({ name: 'designated-device', value: 'on' })));
    value(await administration.set({ name: 'kek-size', value: '2048' }));
    value(await identityManagement.addPracticeCredential({ name: 'practice' }));
    return window;
  }

  /** Makes a call; where a second Administrator is asked for, Ben confirms it and the call is made again. */
  async approved<T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const first = await call();
    if (first.ok || first.code !== 'approval-needed' || !first.approval) return first;
    const { id } = first.approval;
    value(await this.bridge.identityManagement.approve({ requestId: id, login: BEN, justification: 'As agreed.' }));
    return call();
  }

  get clock(): VirtualClock {
    return this.practice.clock;
  }

  /** A group in the practice vault with that many keys. */
  async group(name: string, keys: number) {
    const group = value(
      await this.bridge.keyManagement.createGroup({
        name,
        vault: VAULT,
        keyType: 'p-256',
        credentialId: (await this.credential()).id,
      }),
    );
    if (keys > 0) value(await this.bridge.keyManagement.createKeys({ groupId: group.id, count: keys }));
    return group;
  }

  async credential(): Promise<Credential> {
    const [credential] = value(await this.bridge.identityManagement.snapshot()).credentials;
    if (!credential) throw new Error('This window has no Cloud Credential.');
    return credential;
  }

  /** A job when it has ended. */
  async ended(started: Answer<{ readonly jobId: JobId }>): Promise<JobDetails> {
    const { jobId } = value(started);
    for (let look = 0; look < 20_000; look += 1) {
      const details = value(await this.bridge.loggingAndReporting.job({ jobId }));
      if (details.state !== 'running') return details;
      await turn();
    }
    throw new Error('The job did not end.');
  }

  /** Waits until this can be said; no real time passes. */
  async until(isSo: () => boolean): Promise<void> {
    for (let look = 0; look < 20_000 && !isSo(); look += 1) await turn();
    expect(isSo()).toBe(true);
  }

  /** Everything that one room told so far, oldest first. */
  told<R extends RoomName>(room: R): PushOf<R>[] {
    return this.pushes.flatMap((push) => (push.room === room ? [push.value as PushOf<R>] : []));
  }

  /** Adds a fault in the words of the command line, e.g. `reset-after on=import`. */
  async fault(words: string): Promise<void> {
    await this.practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
  }

  /** Holds the first request that imports a key of this group, and everything behind it, until it is let go. */
  holdImport(group: string): { readonly reached: Promise<void>; readonly letGo: () => void } {
    const reached = gate();
    const letGo = gate();
    this.beforeRequest = ({ method, url }) => {
      if (method !== 'PUT' || !url.includes(`/keys/${group}`)) return undefined;
      reached.open();
      return letGo.opened;
    };
    return { reached: reached.opened, letGo: letGo.open };
  }

  #cross(text: string): string {
    this.crossed.push(text);
    return text;
  }

  #client(): HttpClient {
    const inner = practiceHttpClient(this.practice.service);
    return {
      sendRequest: async (request) => {
        await this.beforeRequest(request);
        return inner.sendRequest(request);
      },
    };
  }
}

/** A promise that is kept when `open` is called. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Everybody else has a turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The value of an answer that must be a success. */
export function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`Expected success: ${answer.code}: ${answer.message} ${answer.advice ?? ''}`);
  return answer.value;
}

/** The failure of an answer that must be one. */
export function refusal(answer: Answer<unknown>): Extract<Answer<unknown>, { readonly ok: false }> {
  if (answer.ok) throw new Error('Expected a refusal.');
  return answer;
}
