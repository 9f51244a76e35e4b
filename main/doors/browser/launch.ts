import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserType } from 'playwright-core';
import { asArgument, NO_NETWORK } from '../no-network.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface LaunchWishes {
  readonly executablePath: string;
  readonly headless: boolean;
  /** Of the page without a window, of the window with one. */
  readonly size: Size;
  readonly colorScheme?: 'light' | 'dark';
  readonly deviceScaleFactor?: number;
  /** Chromium refuses to run its sandbox as root. */
  readonly root: boolean;
}

/** A window of the application, not of a browser. */
function windowArguments({ width, height }: Size): readonly string[] {
  // A data: address, since ours is answered only once the routes stand; the page follows at once.
  return [
    '--app=data:text/html,<title>Keyferry</title>',
    `--window-size=${width},${height}`,
    '--disable-notifications',
  ];
}

/** What playwright-core's launchPersistentContext is given; each choice that is not its ordinary one has its reason. */
export function launchOptions(wishes: LaunchWishes): Parameters<BrowserType['launchPersistentContext']>[1] {
  const { executablePath, headless, size, colorScheme, deviceScaleFactor, root } = wishes;
  return {
    executablePath,
    headless,
    args: [...NO_NETWORK.map(asArgument), ...(headless ? [] : windowArguments(size)), ...(root ? ['--test-type'] : [])],
    // Playwright leaves the sandbox off unless asked.
    chromiumSandbox: !root,
    // It says "controlled by automated test software" over the page.
    ignoreDefaultArgs: ['--enable-automation'],
    // Our own process decides when it ends: it seals first.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    acceptDownloads: false,
    // A worker's requests would not pass our routes.
    serviceWorkers: 'block',
    javaScriptEnabled: true,
    // With a window the page is as large as the window.
    viewport: headless ? size : null,
    // null: as the machine is set.
    colorScheme: colorScheme ?? null,
    reducedMotion: headless ? 'reduce' : null,
    forcedColors: null,
    contrast: null,
    ...(headless && deviceScaleFactor !== undefined ? { deviceScaleFactor } : {}),
  };
}

/** What a fresh profile would otherwise offer over our page: to keep the passphrase, to translate, to check spelling. */
const PREFERENCES = {
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
  browser: { enable_spellchecking: false },
  // 3: no download at all.
  download_restrictions: 3,
};

/** Writes the preferences into a profile folder that no browser has used yet. */
export function prepareProfile(folder: string): void {
  mkdirSync(join(folder, 'Default'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(PREFERENCES), { mode: 0o600 });
}
