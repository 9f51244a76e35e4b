import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, type TestContext } from 'vitest';
import { browserOf, openTestWindow, type OpenedWindow } from '../../support/browser.js';

/*
 * What a hostile script in our page would try. A server of this test's own on this machine stands for every host that
 * could be reached: nothing may arrive there.
 */

let server: Server;
let base: string;
const arrived: string[] = [];
const OUR_PAGE = 'https://keyferry.localhost/';

let shared: Promise<OpenedWindow> | undefined;

/** One window for all attempts, its page loaded anew for each. */
async function freshPage(context: TestContext): Promise<OpenedWindow> {
  const door = await (shared ??= openTestWindow(browserOf(context)));
  await door.page.goto(OUR_PAGE);
  door.answerer.calls.length = 0;
  return door;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    arrived.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached');
  });
  server.on('connection', () => void arrived.push('a connection'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await (await shared)?.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void (arrived.length = 0));

/** Each is a script with `base` in it, whose value says how it went. */
const REQUESTS: Readonly<Record<string, string>> = {
  fetch: `fetch(base + '/fetch').then(() => 'reached', () => 'refused')`,
  'fetch without CORS': `fetch(base + '/x', { mode: 'no-cors' }).then(() => 'reached', () => 'refused')`,
  'fetch of a file': `fetch('file:///etc/passwd').then(() => 'reached', () => 'refused')`,
  'fetch of another host': `fetch('https://example.com/').then(() => 'reached', () => 'refused')`,
  'fetch of our own origin': `fetch('/page.js').then(() => 'reached', () => 'refused')`,
  XMLHttpRequest: `new Promise((done) => {
    const request = new XMLHttpRequest();
    request.onload = () => done('reached');
    request.onerror = () => done('refused');
    request.open('GET', base + '/xhr');
    request.send();
  })`,
  WebSocket: `new Promise((done) => {
    const socket = new WebSocket(base.replace('http', 'ws'));
    socket.onopen = () => done('reached');
    socket.onerror = () => done('refused');
  })`,
  EventSource: `new Promise((done) => {
    const source = new EventSource(base + '/events');
    source.onopen = () => done('reached');
    source.onerror = () => done('refused');
  })`,
  // It answers true whatever becomes of it: the server tells.
  sendBeacon: `(navigator.sendBeacon(base + '/beacon', 'secret'), 'refused')`,
  ...Object.fromEntries(
    [
      ['img', 'src'],
      ['script', 'src'],
      ['iframe', 'src'],
      ['embed', 'src'],
      ['object', 'data'],
      ['video', 'src'],
    ].map(([tag, attribute]) => [
      `<${tag}>`,
      `new Promise((done) => {
        const element = document.createElement('${tag}');
        element.onload = () => done(element.contentWindow ? 'empty frame' : 'reached');
        element.onerror = () => done('refused');
        element.${attribute} = base + '/${tag}';
        document.body.append(element);
        setTimeout(() => done('refused'), 800);
      })`,
    ]),
  ),
  ...Object.fromEntries(
    ['stylesheet', 'prefetch', 'preload', 'preconnect', 'dns-prefetch', 'icon', 'manifest', 'prerender'].map((rel) => [
      `<link rel=${rel}>`,
      `new Promise((done) => {
        const link = Object.assign(document.createElement('link'), { rel: '${rel}', as: 'script', href: base + '/${rel}' });
        link.onload = () => done('reached');
        link.onerror = () => done('refused');
        document.head.append(link);
        setTimeout(() => done('refused'), 800);
      })`,
    ]),
  ),
  'a form': `(() => {
    const form = Object.assign(document.createElement('form'), { action: base + '/form', method: 'post' });
    document.body.append(form);
    form.submit();
    return new Promise((done) => setTimeout(() => done('refused'), 500));
  })()`,
  'an inline script': `new Promise((done) => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    setTimeout(() => done(window.inlineRan ? 'reached' : 'refused'), 100);
  })`,
  'a worker': `new Promise((done) => {
    try {
      const worker = new Worker(URL.createObjectURL(new Blob(['fetch("' + base + '/worker")'])));
      worker.onerror = () => done('refused');
      setTimeout(() => done('refused'), 500);
    } catch { done('refused'); }
  })`,
  WebRTC: `new Promise(async (done) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + base.slice(7) }] });
    peer.createDataChannel('out');
    peer.onicecandidate = ({ candidate }) => done(candidate ? 'reached' : 'refused');
    await peer.setLocalDescription(await peer.createOffer());
    setTimeout(() => done('refused'), 1500);
  })`,
};

/** Runs a script in the page; `base` in it is the address of this test's server. */
function attempt({ page }: OpenedWindow, script: string): Promise<unknown> {
  return page.evaluate(`(() => { const base = ${JSON.stringify(base)}; return ${script}; })()`);
}

/** So long the page has to do what it must not. */
const settle = ({ page }: OpenedWindow): Promise<void> => page.waitForTimeout(400);

describe('a script in our page reaches nobody by', () => {
  test.for(Object.entries(REQUESTS))('%s', async ([, script], context) => {
    const door = await freshPage(context);
    expect(['refused', 'empty frame']).toContain(await attempt(door, script));
    expect(arrived).toEqual([]);
    expect(door.page.url()).toBe(OUR_PAGE);
  });

  test('and the server would have been reached by others', async () => {
    expect(await (await fetch(`${base}/control`)).text()).toBe('reached');
    expect(arrived).toContain('/control');
  });
});

describe('our page stays when a script goes to', () => {
  test.for([
    ...['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'about:blank', 'chrome://version/'],
    ...['view-source:https://keyferry.localhost/', 'javascript:document.write(1)', 'mailto:x@example.com'],
    ...['/page.js', '/nowhere', '/index.html', '//keyferry.localhost:444/', 'http://keyferry.localhost/'],
  ])('%s', async (address, context) => {
    const door = await freshPage(context);
    await attempt(door, `void (location.href = ${JSON.stringify(address)})`);
    await settle(door);
    await door.page.waitForURL(OUR_PAGE);
    await expect(door.page.getByText('Test page').waitFor()).resolves.toBeUndefined();
    expect(await door.page.evaluate('typeof window.keyferry')).toBe('object');
  });

  test("this test's server, in any way", async (context) => {
    const door = await freshPage(context);
    await attempt(door, `void location.assign(base + '/assign')`);
    await attempt(door, `void location.replace(base + '/replace')`);
    await attempt(door, `document.body.append(Object.assign(document.createElement('a'), { id: 'a', href: base }))`);
    await attempt(door, `document.getElementById('a').click()`);
    await attempt(door, `void (document.head.innerHTML += '<meta http-equiv="refresh" content="0; ' + base + '">')`);
    await settle(door);
    expect(door.page.url()).toBe(OUR_PAGE);
    expect(arrived).toEqual([]);
  });

  test('a document of its own making', async (context) => {
    const door = await freshPage(context);
    await attempt(
      door,
      `void (location.href = URL.createObjectURL(new Blob(['<h1>Mine</h1>'], { type: 'text/html' })))`,
    );
    await settle(door);
    await door.page.waitForURL(OUR_PAGE);
  });
});

describe('a script in our page cannot', () => {
  test.for(['base', "'about:blank'", "'https://keyferry.localhost/'", "''"])(
    'open a window: window.open(%s)',
    async (address, context) => {
      const door = await freshPage(context);
      expect(await attempt(door, `String(window.open(${address}))`)).toBe('null');
      await attempt(
        door,
        `document.body.append(Object.assign(document.createElement('a'), { id: 'b', href: ${address}, target: '_blank' }))`,
      );
      await door.page.locator('#b').dispatchEvent('click');
      await settle(door);
      expect(door.page.context().pages()).toEqual([door.page]);
      expect(arrived).toEqual([]);
    },
  );

  test('save a file', async (context) => {
    const door = await freshPage(context);
    let downloads = 0;
    door.page.on('download', () => void (downloads += 1));
    await attempt(
      door,
      `(() => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob(['secret']));
        link.download = 'secret.txt';
        document.body.append(link);
        link.click();
      })()`,
    );
    await settle(door);
    expect(downloads).toBe(0);
  });

  test.for(['geolocation', 'camera', 'microphone', 'clipboard-read'])('get %s', async (name, context) => {
    const door = await freshPage(context);
    expect(await attempt(door, `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`)).toBe(
      'denied',
    );
  });

  test('show notifications of its own', async (context) => {
    const door = await freshPage(context);
    expect(await attempt(door, `Notification.requestPermission()`)).toBe('denied');
  });

  test('read what was copied, but may copy', async (context) => {
    const door = await freshPage(context);
    expect(await attempt(door, `navigator.clipboard.writeText('SHA256:x').then(() => 'copied', String)`)).toBe(
      'copied',
    );
    expect(await attempt(door, `navigator.clipboard.readText().catch((error) => error.name)`)).toBe('NotAllowedError');
  });

  test('call from a frame', async (context) => {
    const door = await freshPage(context);
    const frames = [
      `document.createElement('iframe')`,
      `Object.assign(document.createElement('iframe'), { srcdoc: '<p>' })`,
    ];
    for (const frame of frames) {
      const found = await attempt(
        door,
        `new Promise((done) => {
          const frame = ${frame};
          document.body.append(frame);
          setTimeout(() => done([typeof frame.contentWindow.keyferry, typeof frame.contentWindow.keyferryCall]), 300);
        })`,
      );
      expect(found).toEqual(['undefined', 'undefined']);
    }
    for (const frame of door.page.frames().slice(1)) {
      // Playwright's own way in, which the page does not have: the sender's facts must refuse it.
      await frame
        .evaluate(
          `window.__playwright__binding__?.(JSON.stringify({ name: 'keyferryCall', seq: 1, serializedArgs: [] }))`,
        )
        .catch(() => undefined);
    }
    await settle(door);
    expect(door.answerer.calls.filter(({ sender }) => sender.topFrame)).toEqual([]);
  });
});
