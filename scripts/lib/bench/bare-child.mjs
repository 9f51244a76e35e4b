// The same browser without us: Node, playwright-core, Chromium, an empty page. Prints the milliseconds since its start.
import { homedir } from 'node:os';

const { chromium } = await import('playwright-core');
const { canRun, findBrowser } = await import('../../../dist/main/doors/browser/index.js');
const found = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
if (!found.ok) throw new Error(found.failure.message);
const root = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath: found.value, headless: true, chromiumSandbox: !root });
const page = await browser.newPage();
await page.setContent('<h1>Empty</h1>');
await page.getByRole('heading').waitFor();
process.stdout.write(JSON.stringify({ usable: performance.now() }));
await browser.close();
