import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIRST_STATE, onScreen, readWindowState, writeWindowState } from '../../main/doors/window-state.js';
import { freshFolder } from '../support/folders.js';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const STATE = { width: 1400, height: 900, x: 100, y: 50, maximized: false };

describe("the window's place", () => {
  test('is remembered in the data folder, for nobody else to read', () => {
    const folder = freshFolder();
    writeWindowState(folder, STATE);
    expect(readWindowState(folder)).toEqual(STATE);
    expect(statSync(join(folder, 'window.json')).mode & 0o077).toBe(0);
  });

  test('is the first one where nothing is remembered', () => {
    expect(readWindowState(freshFolder())).toEqual(FIRST_STATE);
    expect(readWindowState('/nowhere/at/all')).toEqual(FIRST_STATE);
  });

  test.each([
    ['no JSON', '{'],
    ['a size nobody can see', JSON.stringify({ ...STATE, width: 10 })],
    ['a size of no screen', JSON.stringify({ ...STATE, height: 1e9 })],
    ['half a pixel', JSON.stringify({ ...STATE, x: 0.5 })],
    ['a text', JSON.stringify({ ...STATE, maximized: 'yes' })],
    ['something more', JSON.stringify({ ...STATE, preload: '/tmp/evil.js' })],
    ['null', 'null'],
  ])('is the first one where the file holds %s', (_, text) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'window.json'), text);
    expect(readWindowState(folder)).toEqual(FIRST_STATE);
  });

  test('is not written where it makes no sense, and a missing folder is no failure', () => {
    const folder = freshFolder();
    writeWindowState(folder, STATE);
    writeWindowState(folder, { ...STATE, width: 3 });
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual(STATE);
    writeWindowState(join(folder, 'missing'), STATE);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  test('stays where its title bar can be taken hold of', () => {
    expect(onScreen(STATE, [SCREEN])).toEqual(STATE);
    const second = { x: 1920, y: 0, width: 1280, height: 1000 };
    expect(onScreen({ ...STATE, x: 2000 }, [SCREEN, second])).toMatchObject({ x: 2000, y: 50 });
  });

  test.each([
    ['on a screen that is gone', { x: 2500, y: 50 }],
    ['with its title bar above the top', { x: 100, y: -60 }],
    ['with its title bar below the bottom', { x: 100, y: 1030 }],
    ['with only its edge to be seen', { x: 1900, y: 50 }],
  ])('is left to the system when it was %s', (_, place) => {
    expect(onScreen({ ...STATE, ...place }, [SCREEN])).toEqual({ width: 1400, height: 900, maximized: false });
  });

  test('is no larger than the largest screen, and no smaller than a table', () => {
    expect(onScreen({ ...STATE, width: 4000, height: 3000 }, [SCREEN])).toMatchObject({ width: 1920, height: 1040 });
    expect(onScreen(STATE, [{ x: 0, y: 0, width: 640, height: 480 }])).toMatchObject({ width: 900, height: 600 });
    expect(onScreen(STATE, [])).toEqual(STATE);
  });
});
