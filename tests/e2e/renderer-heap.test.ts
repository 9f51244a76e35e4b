import { expect, test } from 'vitest';
import { found, plantedBytes, plantedText, type Planted } from '../support/planted-secrets.js';
import { ADA, ADMINS, BEN } from '../support/workstation.js';
import { oneWindow } from './support/one-window.js';
import { Frame } from './pages/frame.js';
import { LogIn } from './pages/log-in.js';
import { RealWindow, value } from './support/real-window.js';
import { WireSecrets } from './support/wire-secrets.js';

const theWindow = oneWindow((context) => RealWindow.ready(context));
const MARK = 'a mark that the page really holds';

/** Everything that the page's JavaScript can reach, as Chromium writes it: every string stands in it. */
async function heapOf(window: RealWindow): Promise<Buffer> {
  const session = await window.page.context().newCDPSession(window.page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return Buffer.from(chunks.join(''));
}

test('after a day of work the heap of the renderer holds no key, client secret or passphrase', async (context) => {
  const window = await theWindow(context);
  const wire = new WireSecrets();
  window.beforeRequest = (request) => wire.note(request);
  const group = await window.group('payroll', 2);
  await window.push(group);
  const { page } = window;
  const [frame, logIn] = [new Frame(page), new LogIn(page)];
  await frame.lock();
  await logIn.reopen(ADA);
  await frame.open('Keys');
  // The window sealed and opened again: both passphrases are typed.
  value(await window.bridge.identityManagement.seal());
  await logIn.logIn(ADA, BEN);
  for (const view of ['Cloud Credentials', 'Keys', 'Jobs', 'System Logs', 'Home'] as const) await frame.open(view);
  await page.evaluate((mark) => Object.assign(window, { mark: mark.split('').join('') }), MARK);

  const secrets: Planted[] = [
    ...wire.privateKeys().map((key, at) => plantedBytes(`private key ${at + 1}`, key)),
    ...[...wire.clientSecrets].map((secret) => plantedText('client secret', secret)),
    ...ADMINS.map((admin) => plantedText(`passphrase of ${admin.name}`, admin.passphrase)),
  ];
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  const heap = await heapOf(window);
  expect(found([plantedText('mark', MARK)], heap)).toEqual(['mark']);
  expect(found(secrets, heap)).toEqual([]);
});
