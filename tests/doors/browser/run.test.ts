import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDisplay, runBrowserDoor, type BrowserRun } from '../../../main/doors/browser/index.js';
import { TEST_PAGE } from '../../support/browser.js';
import { FakeAnswerer } from '../../support/fake-answerer.js';
import { freshFolder } from '../../support/folders.js';
import { must, mustFail } from '../../support/must.js';

interface Ran {
  readonly code: number;
  readonly said: string;
  readonly answerer: FakeAnswerer;
}

/** Runs the door with what cannot be opened: whatever it does, it must end by itself and say why. */
async function run(change: Partial<BrowserRun>): Promise<Ran> {
  const lines: string[] = [];
  const answerer = new FakeAnswerer();
  const code = await runBrowserDoor({
    args: ['--data-dir', freshFolder()],
    rendererFolder: TEST_PAGE,
    makeAnswerer: answerer.make,
    env: { DISPLAY: ':none', KEYFERRY_BROWSER: '/nowhere/browser' },
    platform: 'linux',
    say: (line) => void lines.push(line),
    ...change,
  });
  return { code, said: lines.join('\n'), answerer };
}

describe('the browser window is not opened', () => {
  test('without a display: it says so and points to the demonstration', async () => {
    const { code, said, answerer } = await run({ env: {} });
    expect(code).toBe(1);
    expect(said).toContain('There is no display here');
    expect(said).toContain('npm run demo');
    expect(answerer.facts).toBeUndefined();
  });

  test('without a browser: it names what to install', async () => {
    const { code, said, answerer } = await run({});
    expect(code).toBe(1);
    expect(said).toContain('KEYFERRY_BROWSER names /nowhere/browser');
    expect(answerer.facts).toBeUndefined();
  });

  test.each([[['--data-folder', 'x']], [['somewhere']], [['--data-dir']], [['--data-dir', '']]])(
    'with arguments it does not know: %j',
    async (args) => {
      const { code, said } = await run({ args });
      expect(code).toBe(2);
      expect(said).toMatch(/--data-dir/);
    },
  );

  test('where the data folder is a file', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    const { code, said } = await run({ args: ['--data-dir', file] });
    expect(code).toBe(2);
    expect(said).toContain('is a file, not a folder');
  });

  test.skipIf(process.platform === 'win32')('by a browser that ends at once: everything is closed again', async () => {
    const { code, said, answerer } = await run({ env: { DISPLAY: ':none', KEYFERRY_BROWSER: '/bin/false' } });
    expect(code).toBe(1);
    expect(said).toMatch(/^\/bin\/false did not open the window: /);
    expect(said).not.toMatch(/\n\s+at /);
    expect(answerer.closes).toBe(1);
  });
});

describe('a display', () => {
  test.each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])('is there on Linux with %j', (env) => {
    must(checkDisplay({ platform: 'linux', env }));
  });

  test('is missing on Linux without either', () => {
    expect(mustFail(checkDisplay({ platform: 'linux', env: { DISPLAY: '' } })).code).toBe('no-display');
  });

  test.each(['darwin', 'win32'] as const)('is always there on %s', (platform) => {
    must(checkDisplay({ platform, env: {} }));
  });
});
