import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, type networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import { openBrowserDoor, type BrowserDoor, type BrowserDoorOptions } from '../../../main/doors/browser/index.js';
import { makeAnswerer, type Answerer, type Sender } from '../../../main/ipc/index.js';
import {
  parseFault,
  PERMISSIONS,
  practiceHttpClient,
  type AdminCall,
  type Permission,
  type PracticeAdmin,
} from '../../../main/practice-vault/index.js';
import { makeBridge } from '../../../preload/make-bridge.js';
import type { Answer, Bridge, GroupView } from '../../../shared/contract/index.js';
import { BROWSER_ORIGIN } from '../../../shared/contract/wire.js';
import type { WorkstationOptions } from '../../../main/workstation.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { ok } from '../../../shared/result.js';
import { browserOf } from '../../support/browser.js';
import { must } from '../../support/must.js';
import { makePractice, VAULT, type Practice } from '../../support/practice.js';
import { VirtualClock } from '../../support/virtual-clock.js';
import { ADMINS, BEN, WEAK_SCRYPT } from '../../support/workstation.js';
import { builtWindow } from './built-window.js';

/** A machine whose cable nobody pulled. */
const WIRED: ReturnType<typeof networkInterfaces> = {
  eth0: [
    {
      address: '192.0.2.7',
      netmask: '255.255.255.0',
      family: 'IPv4',
      mac: '02:00:00:00:00:07',
      internal: false,
      cidr: '192.0.2.7/24',
    },
  ],
};
const OURSELVES: Sender = { origin: BROWSER_ORIGIN, topFrame: true };
/** The machine may be busy: what takes longer than this does not come. */
const PATIENCE_MS = 45_000;
export const VIEWPORT = { width: 1280, height: 800 };

export type WindowChange = Pick<BrowserDoorOptions, 'viewport' | 'colorScheme' | 'deviceScaleFactor'>;

/**
 * The window as an officer has it: the built renderer in headless Chromium, the real main process behind it, and a practice
 * vault in this process on a virtual clock that begins now. Tests drive `page`; what is only preparation goes through
 * `bridge`, which the page hears of as of any change.
 */
export class RealWindow {
  readonly folder: string;
  readonly practice: Practice;
  readonly bridge: Bridge;
  /** Every text that crossed between page and main process: channels with arguments, answers, pushes. */
  readonly crossed: string[] = [];
  /** Called with every request before the practice vault gets it; what it answers is waited for. */
  beforeRequest: (request: PipelineRequest) => void | Promise<void> = () => undefined;
  readonly #answerer: Answerer;
  #door: BrowserDoor | undefined;
  /** Of the practice credential that was added last. */
  #clientSecret = '';

  private constructor(folder: string, practice: Practice, interfaces: WorkstationOptions['interfaces'] = () => WIRED) {
    this.folder = folder;
    this.practice = practice;
    this.#answerer = makeAnswerer(
      { door: 'browser', origin: BROWSER_ORIGIN, dataFolder: join(folder, 'data') },
      {
        clock: practice.clock,
        scrypt: WEAK_SCRYPT,
        preferSecretsIn: 'sealed-store',
        practice: { httpClient: this.#client(), admin: this.#admin },
        interfaces,
        application: () => ok({ version: '0.0.0', sha256: '0123456789abcdef'.repeat(4) }),
      },
    );
    this.bridge = makeBridge({
      call: (channel, argument) => this.#answerer.answer(OURSELVES, channel, argument),
      listen: (listener) => this.#answerer.onPush(listener),
    });
  }

  /** Before the first start, the page not open yet. Without a browser the test is counted as not run, by name. */
  static async prepare(context: TestContext): Promise<RealWindow> {
    browserOf(context);
    const practice = await makePractice({ clock: new VirtualClock(Date.now()) });
    return new RealWindow(mkdtempSync(join(tmpdir(), 'keyferry-e2e-')), practice);
  }

  /** After the first start: the designated device, with the credential "Practice"; the page open on Home. */
  static async ready(context: TestContext, change: WindowChange = {}): Promise<RealWindow> {
    const window = await RealWindow.prepare(context);
    await window.makeWorkstation();
    await window.open(change);
    return window;
  }

  /** A workstation that was never on a network, after its first start. `interfaces`: what it sees of one. */
  static async airGapped(interfaces: WorkstationOptions['interfaces'] = () => ({})): Promise<RealWindow> {
    const practice = await makePractice({ clock: new VirtualClock(Date.now()) });
    const window = new RealWindow(mkdtempSync(join(tmpdir(), 'keyferry-e2e-')), practice, interfaces);
    value(await window.bridge.identityManagement.firstStart({ administrators: [...ADMINS] }));
    await window.open();
    return window;
  }

  async makeWorkstation(): Promise<void> {
    const { identityManagement, administration } = this.bridge;
    value(await identityManagement.firstStart({ administrators: [...ADMINS] }));
    value(await this.approved(() => administration.set({ name: 'designated-device', value: 'on' })));
    value(await administration.set({ name: 'kek-size', value: '2048' }));
    value(await identityManagement.addPracticeCredential({ name: 'Practice' }));
  }

  async open(change: WindowChange = {}): Promise<Page> {
    const answerer: Answerer = {
      ...this.#answerer,
      answer: async (sender, channel, argument) => {
        const answer = await this.#answerer.answer(sender, channel, argument);
        this.crossed.push(`${channel} ${argument}`, answer);
        return answer;
      },
      onPush: (listener) =>
        this.#answerer.onPush((push) => {
          this.crossed.push(push);
          listener(push);
        }),
    };
    const rendererFolder = await builtWindow();
    this.#door = await openBrowserDoor({ answerer, rendererFolder, headless: true, viewport: VIEWPORT, ...change });
    this.page.setDefaultTimeout(PATIENCE_MS);
    await this.page.getByRole('heading').first().waitFor();
    return this.page;
  }

  get page(): Page {
    if (!this.#door) throw new Error('The page of this test is not open.');
    return this.#door.page;
  }

  async close(): Promise<void> {
    await this.#door?.close();
    await this.#answerer.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A picture of the page for whoever looks at a test that failed; only where KEYFERRY_SHOTS names a folder. */
  async shot(name: string): Promise<void> {
    const folder = process.env['KEYFERRY_SHOTS'];
    if (!folder || !this.#door) return;
    mkdirSync(folder, { recursive: true });
    await this.page
      .screenshot({ path: join(folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`) })
      .catch(() => undefined);
  }

  // Preparation

  /** Makes a call; where a second administrator is asked for, Ben confirms it and the call is made again. */
  async approved<T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const first = await call();
    if (first.ok || first.approval === undefined) return first;
    const { id } = first.approval;
    value(await this.bridge.identityManagement.approve({ requestId: id, login: BEN, justification: 'As agreed.' }));
    return call();
  }

  async credential(name = 'Practice'): Promise<Credential> {
    const { credentials } = value(await this.bridge.identityManagement.snapshot());
    const found = credentials.find((credential) => credential.name === name);
    if (!found) throw new Error(`There is no credential ${name}.`);
    return found;
  }

  /** A group in the practice vault with that many keys. */
  async group(name: string, keys = 0, vault = VAULT): Promise<GroupView> {
    const credentialId = (await this.credential()).id;
    const { keyManagement } = this.bridge;
    const group = value(await keyManagement.createGroup({ name, vault, keyType: 'p-256', credentialId }));
    if (keys > 0) value(await keyManagement.createKeys({ groupId: group.id, count: keys }));
    return group;
  }

  /** Pushes what was never pushed, and waits for its end. */
  async push(group: GroupView): Promise<void> {
    const { keyManagement, loggingAndReporting } = this.bridge;
    const { jobId } = value(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    for (;;) {
      const { state } = value(await loggingAndReporting.job({ jobId }));
      if (state === 'succeeded') return;
      if (state !== 'running') throw new Error(`Synchronize ended as ${state}.`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The client secret that this workstation holds is no longer the one that the token service knows. */
  async breakCredential(): Promise<void> {
    await this.#register('another-secret-than-the-one-here');
  }

  async repairCredential(): Promise<void> {
    await this.#register(this.#clientSecret);
  }

  /** Adds a fault in the words of the command line, e.g. `reset-after on=import`. */
  async fault(words: string): Promise<void> {
    await this.practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
  }

  async clearFaults(): Promise<void> {
    await this.practice.admin({ call: 'clear-faults' });
  }

  /** What the credential may do in the vault: everything but these. */
  async deny(...denied: readonly Permission[]): Promise<void> {
    const { clientId } = await this.credential();
    const permissions = PERMISSIONS.filter((permission) => !denied.includes(permission));
    await this.practice.admin({ call: 'grant', name: VAULT, clientId, permissions });
  }

  async changeVault(change: Extract<AdminCall, { call: 'change-vault' }>['change'], name = VAULT): Promise<void> {
    await this.practice.admin({ call: 'change-vault', name, change });
  }

  /** The versions of a key in the vault, oldest first. */
  async versionsInVault(name: string, vault = VAULT): Promise<readonly string[]> {
    const { vaults } = await this.practice.admin({ call: 'overview' });
    const keys = vaults.find((one) => one.name === vault)?.keys ?? [];
    return keys.find((key) => key.name === name && key.state === 'live')?.versions.map(({ id }) => id) ?? [];
  }

  /** KEKs that stand in the vault, live or soft-deleted. */
  async keksInVault(): Promise<number> {
    const { vaults } = await this.practice.admin({ call: 'overview' });
    return vaults.flatMap(({ keys }) => keys).filter((key) => key.kek).length;
  }

  readonly #admin: PracticeAdmin = (call) => {
    if (call.call === 'register-app') this.#clientSecret = call.clientSecret;
    return this.practice.admin(call);
  };

  async #register(clientSecret: string): Promise<void> {
    const { tenantId, clientId } = await this.credential();
    await this.practice.admin({ call: 'register-app', tenantId, clientId, clientSecret });
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

/** The value of an answer that must be a success. */
export function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`Expected success: ${answer.code}: ${answer.message} ${answer.advice ?? ''}`);
  return answer.value;
}
