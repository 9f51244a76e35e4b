// `node scripts/make-icons.mjs`: draws resources/icon.svg in every size and packs them for the three systems. Run by
// hand when the drawing changes; what it writes is kept in the repository, since packaging must not need a browser.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { chromium } from 'playwright-core';
import { icns, ico } from './lib/icon-files.mjs';
import { at } from './lib/root.mjs';
import { say } from './lib/say.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const { canRun, findBrowser } = await import(new URL('../dist/main/doors/browser/index.js', import.meta.url).href);

async function drawAll(svg) {
  const browser = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
  if (!browser.ok) throw new Error(browser.failure.message);
  const root = process.getuid?.() === 0;
  const opened = await chromium.launch({ executablePath: browser.value, chromiumSandbox: !root });
  try {
    const page = await opened.newPage();
    const drawn = new Map();
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>html,body{margin:0;overflow:hidden}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      drawn.set(size, await page.screenshot({ omitBackground: true }));
    }
    return drawn;
  } finally {
    await opened.close();
  }
}

const drawn = await drawAll(readFileSync(at('resources', 'icon.svg'), 'utf8'));
const pictures = (sizes) => sizes.map((size) => ({ size, png: drawn.get(size) }));
const linux = at('resources', 'icons');
rmSync(linux, { recursive: true, force: true });
mkdirSync(linux, { recursive: true });
for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
  writeFileSync(at('resources', 'icons', `${size}x${size}.png`), drawn.get(size));
writeFileSync(at('resources', 'icon.ico'), ico(pictures([16, 24, 32, 48, 64, 128, 256])));
writeFileSync(at('resources', 'icon.icns'), icns(pictures([16, 32, 64, 128, 256, 512, 1024])));
say(`Drew ${SIZES.length} sizes of resources/icon.svg.`);
