import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../borders/tree.js';
import { stubRuntime, wireOf } from './stub-electron.js';

/*
 * electron-builder packs for real, for Linux, with a stub in place of Electron's runtime: what it puts into app.asar and
 * that it calls after-pack does not depend on the runtime.
 */

const work = mkdtempSync(join(tmpdir(), 'keyferry-package-'));
const unpacked = join(work, 'out', 'linux-unpacked');
const asar = join(unpacked, 'resources', 'app.asar');

const lock = z
  .object({
    packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() })),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));

const manifest = z.looseObject({ version: z.string() });

/** Named one by one, in case somebody moves one from devDependencies. */
const UNWANTED = [
  ...['electron', 'playwright-core', 'react', 'react-dom', 'vite', 'vitest', 'typescript', 'bun', 'axe-core'],
  ...['@azure/msal-browser', 'prebuild-install', 'node-addon-api', 'tar-fs'],
];

let files: readonly string[] = [];

beforeAll(async () => {
  const node = promisify(execFile);
  await node(process.execPath, [join(ROOT, 'scripts', 'build-window.mjs')], { cwd: ROOT });
  const runtime = stubRuntime(work);
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const options = ['--config.directories.output', join(work, 'out'), '--config.electronDist', runtime];
  const args = ['build', '--config', 'electron-builder.yml', '--publish', 'never', '--linux', 'dir', '--x64'];
  await node(process.execPath, [builder, ...args, ...options], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
  files = listPackage(asar, { isPack: false })
    .map((file) => file.replaceAll('\\', '/').slice(1))
    .filter((file) => !('files' in statFile(asar, file)));
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const packageOf = (file: string): string | undefined => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

describe('app.asar', () => {
  test('holds of ours the built window, and nothing else', () => {
    const own = files.filter((file) => packageOf(file) === undefined);
    expect(own.map((file) => file.replace(/-[\w-]{8}\./, '-HASH.')).sort()).toEqual([
      'dist/app/main/index.js',
      // Loaded when paper is printed, not at every start.
      'dist/app/main/printing-HASH.js',
      'dist/app/main/recovery-sheet-HASH.js',
      'dist/app/main/share-sheet-HASH.js',
      'dist/app/preload/index.cjs',
      'dist/app/renderer/assets/index-HASH.css',
      'dist/app/renderer/assets/index-HASH.js',
      'dist/app/renderer/index.html',
      'package.json',
    ]);
  });

  test('holds no source, source map, test or document', () => {
    expect(files.filter((file) => /\.(map|ts|mts|cts|tsx|md)$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/)(tests?|__tests__|docs?|examples?)\//.test(file) && !inside(file))).toEqual(
      [],
    );
  });

  test('holds no package that is for development only', () => {
    const packages = new Set(files.flatMap((file) => packageOf(file) ?? []));
    // The packer lays packages out anew: a version counts wherever the lock file has it.
    const product = new Set(
      Object.entries(lock.packages)
        .filter(([, { dev }]) => dev !== true)
        .map(([path, { version }]) => `${path.split('node_modules/').at(-1) ?? ''}@${version ?? ''}`),
    );
    const named = [...packages].map((name) => {
      const { version } = manifest.parse(JSON.parse(extractFile(asar, `${name}/package.json`).toString()));
      return `${name.replace('node_modules/', '')}@${version}`;
    });
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !product.has(name))).toEqual([]);
    expect([...packages].filter((name) => UNWANTED.some((unwanted) => name === `node_modules/${unwanted}`))).toEqual(
      [],
    );
  });

  test('holds every package that the program loads, in working order', () => {
    const program = readFileSync(join(ROOT, 'dist', 'app', 'main', 'index.js'), 'utf8');
    const loaded = [...program.matchAll(/(?:from|import\()\s*["']([^."'][^"']*)["']/g)].map(([, name]) => name ?? '');
    // A sentence of ours may hold such words too; what follows is then no package's name.
    const needed = [...new Set(loaded)].filter(
      (name) => /^[@a-z]/.test(name) && !name.startsWith('node:') && name !== 'electron',
    );
    expect(needed).toEqual(expect.arrayContaining(['@azure/identity', 'sql.js', 'zod']));
    const folder = join(work, 'extracted');
    extractAll(asar, folder);
    const loading = needed
      // Its native part is for this machine only where it was built here.
      .filter((name) => name !== 'keytar')
      .map((name) => `await import(${JSON.stringify(name)});`);
    const sql = `
      const engine = await (await import('sql.js')).default();
      console.log(new engine.Database().exec('SELECT 6 * 7')[0].values[0][0]);`;
    expect(runIn(folder, [...loading, sql].join('\n'))).toBe('42');
  });

  test('can make a PDF with the three fonts, and with a standard one', () => {
    const folder = join(work, 'extracted-for-pdf');
    extractAll(asar, folder);
    const pdf = `
      const { createRequire } = await import('node:module');
      const { join } = await import('node:path');
      const require = createRequire(join(process.cwd(), 'package.json'));
      const { default: PdfDocument } = await import('pdfkit');
      const document = new PdfDocument();
      const parts = [];
      document.on('data', (part) => parts.push(part));
      for (const font of ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSansMono'])
        document.font(require.resolve('dejavu-fonts-ttf/ttf/' + font + '.ttf')).text('Zażółć Ω');
      document.font('Helvetica').text('plain').end();
      await new Promise((resolve) => document.on('end', resolve));
      console.log(Buffer.concat(parts).toString('latin1', 0, 5));`;
    expect(runIn(folder, pdf)).toBe('%PDF-');
    expect(files.filter((file) => file.endsWith('.ttf'))).toHaveLength(3);
  });

  test('leaves native libraries outside, where the system can load them', () => {
    const native = files.filter((file) => file.endsWith('.node'));
    const outside = native.filter((file) => existsSync(join(`${asar}.unpacked`, file)));
    expect(outside).toEqual(native);
  });

  test('is small', () => {
    const bytes = readFileSync(asar).length;
    console.info(`app.asar: ${(bytes / 1e6).toFixed(1)} MB in ${String(files.length)} files`);
    expect(bytes).toBeLessThan(30e6);
  });
});

describe('the package', () => {
  test('has its program’s fuses set', () => {
    expect(wireOf(join(unpacked, 'keyferry-desktop'))).toBe('010011001');
  });

  test('speaks one language', () => {
    expect(existsSync(join(unpacked, 'locales', 'en-US.pak'))).toBe(true);
    expect(existsSync(join(unpacked, 'locales', 'de.pak'))).toBe(false);
  });
});

/** What a program prints that finds only what the package holds. */
function runIn(folder: string, program: string): string {
  // Beside the repository, so that nothing is found in its node_modules.
  const options = { cwd: folder, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], options).trim();
}

/** Below a package's own code a folder may be called "test" and be needed: only its top level counts. */
function inside(file: string): boolean {
  const name = packageOf(file);
  return name !== undefined && file.slice(name.length + 1).split('/').length > 2;
}
