import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoryClock } from './story-clock.mjs';

const ORIGIN = 'https://keyferry.localhost';
export const DAY_MS = 86_400_000;

/** TEST MATERIAL: the passphrases of nobody. */
export const ADMINS = [
  { name: 'Ada Marsh', passphrase: 'seven quiet herons over the weir' },
  { name: 'Ben Okafor', passphrase: 'copper kettles sing before breakfast' },
];
export const OTHERS = {
  third: { name: 'Cleo Whitlock', passphrase: 'violet lanterns drift past the quarry' },
  operator: { name: 'Olga Brandt', passphrase: 'nine slow barges under the bridge' },
  auditor: { name: 'Theo Lindqvist', passphrase: 'amber pencils and a patient harbour' },
  former: { name: 'Gus Renner', passphrase: 'quietly the gravel keeps its secrets' },
};

/** The real main process on a data folder of its own, a practice vault beside it, and a clock that begins in the past. */
export class PictureStation {
  #answerer;
  #gate;

  constructor(parts) {
    Object.assign(this, parts);
    this.#answerer = parts.answerer;
  }

  static async make({ daysAgo }) {
    const { makeAnswerer } = await import('../../../dist/main/ipc/index.js');
    const practiceVault = await import('../../../dist/main/practice-vault/index.js');
    const folder = mkdtempSync(join(tmpdir(), 'keyferry-pictures-'));
    const clock = new StoryClock(daysAgo * DAY_MS);
    const service = new practiceVault.PracticeService({ clock, storage: practiceVault.memoryStorage() });
    const inner = practiceVault.practiceHttpClient(service);
    const registered = [];
    const local = practiceVault.localAdmin(service);
    const admin = (call) => {
      if (call.call === 'register-app') registered.push(call);
      return local(call);
    };
    let station;
    const httpClient = { sendRequest: (request) => station.send(request, inner) };
    const answerer = makeAnswerer(
      { door: 'browser', origin: ORIGIN, dataFolder: join(folder, 'keyferry') },
      {
        clock,
        scrypt: { N: 1024, r: 8, p: 1 },
        preferSecretsIn: 'sealed-store',
        practice: { httpClient, admin },
      },
    );
    station = new PictureStation({ answerer, folder, clock, service, admin, registered, inner });
    return station;
  }

  /** Requests of a gate wait until it is opened. */
  async send(request, inner) {
    if (this.#gate?.holds(request)) await this.#gate.opened;
    return inner.sendRequest(request);
  }

  /** Holds the fitting requests; answers how to let them go. */
  hold(holds) {
    let open;
    const opened = new Promise((resolve) => (open = resolve));
    this.#gate = { holds, opened };
    return () => {
      this.#gate = undefined;
      open();
    };
  }

  async call(channel, argument) {
    const answer = await this.#answer(channel, argument);
    if (!answer.ok) throw new Error(`${channel}: ${answer.code}: ${answer.message}`);
    return answer.value;
  }

  /** The clock jumps over days, after which the window has locked itself: Ada opens it again. */
  async #answer(channel, argument) {
    const ask = async (name, said) => {
      const text = said === undefined ? '' : JSON.stringify(said);
      return JSON.parse(await this.#answerer.answer({ origin: ORIGIN, topFrame: true }, name, text));
    };
    const answer = await ask(channel, argument);
    if (answer.ok || answer.code !== 'locked') return answer;
    await ask('identityManagement.reopen', ADMINS[0]);
    return ask(channel, argument);
  }

  /** A call that a second administrator confirms: Ben does, and it is made again. */
  async confirmed(channel, argument, justification) {
    const { approval } = await this.#answer(channel, argument);
    if (approval) {
      await this.call('identityManagement.approve', { requestId: approval.id, login: ADMINS[1], justification });
    }
    return this.call(channel, argument);
  }

  /** A job's end, whatever it is. */
  async ended({ jobId }) {
    for (;;) {
      const job = await this.call('loggingAndReporting.job', { jobId });
      if (job.state !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** A window on it, without a screen; closing it leaves the workstation as it is. */
  async open({ rendererFolder, viewport, deviceScaleFactor }) {
    const { openBrowserDoor } = await import('../../../dist/main/doors/browser/index.js');
    const answerer = { ...this.#answerer, close: () => Promise.resolve() };
    const door = await openBrowserDoor({ answerer, rendererFolder, headless: true, viewport, deviceScaleFactor });
    door.page.setDefaultTimeout(60_000);
    return door;
  }

  async close() {
    await this.#answerer.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
