import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, REACT_ARIA_STYLE, WindowFiles } from '../../main/doors/window-files.js';
import { freshFolder } from '../support/folders.js';
import { ROOT } from '../borders/tree.js';

const PAGE = join(ROOT, 'tests', 'fixtures', 'window-page');

/** A renderer's folder with something beside it that nobody may see. */
function builtFolder(): string {
  const folder = freshFolder();
  const renderer = join(folder, 'renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '<!doctype html>');
  writeFileSync(join(renderer, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(renderer, 'assets', 'index-1a2b.js.map'), '{}');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(renderer, 'link.js'));
  return renderer;
}

describe("the window's files", () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/assets/index-1a2b.js', 'text/javascript; charset=utf-8'],
  ])('%s is answered with its type', (address, type) => {
    const answer = new WindowFiles(builtFolder()).answer('GET', address);
    expect(answer.status).toBe(200);
    expect(answer.headers['Content-Type']).toBe(type);
    expect(answer.body.length).toBeGreaterThan(0);
  });

  test.each([
    '',
    '//',
    '/assets',
    '/assets/',
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..\\secret.js',
    '/assets/index-1a2b.js/',
    '/assets/index-1a2b.js.map',
    '/ASSETS/index-1a2b.js',
    '/link.js',
    '/index.html\0.js',
    '/constructor',
    'index.html',
  ])('"%s" does not exist', (address) => {
    const answer = new WindowFiles(builtFolder()).answer('GET', address);
    expect(answer.status).toBe(404);
    expect(answer.body.length).toBe(0);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])('%s is not answered', (method) => {
    expect(new WindowFiles(PAGE).answer(method, '/').status).toBe(405);
  });

  test('hold only files of known types', () => {
    expect(new WindowFiles(PAGE).names).toEqual(['/index.html', '/page.css', '/page.js']);
  });

  test.each(['/', '/nowhere'])('carry every header of protection: %s', (address) => {
    const { headers } = new WindowFiles(PAGE).answer('GET', address);
    expect(headers).toMatchObject({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
  });

  test('have a policy without any way round it', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none';/);
    expect(CONTENT_SECURITY_POLICY).toContain("connect-src 'none'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|data:|blob:|\*|nonce|strict-dynamic/);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/allow-(popups|downloads|top-navigation|pointer-lock)/);
  });

  test('allow the one style that the installed React Aria writes, by its hash', () => {
    const source = readFileSync(join(ROOT, 'node_modules/react-aria/dist/private/interactions/usePress.mjs'), 'utf8');
    const template = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(source)?.[1] ?? '';
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? '';
    const text = template.replace(/\$\{[^}]+\}/, attribute).trim();
    expect(text).toContain(`[${attribute}]`);
    expect(REACT_ARIA_STYLE).toBe(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  });
});
