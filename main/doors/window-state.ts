import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const LEAST = { width: 900, height: 600 } as const;
const MOST = 20_000;

const state = z.strictObject({
  width: z.number().int().min(LEAST.width).max(MOST),
  height: z.number().int().min(LEAST.height).max(MOST),
  x: z.number().int().min(-MOST).max(MOST).exactOptional(),
  y: z.number().int().min(-MOST).max(MOST).exactOptional(),
  maximized: z.boolean(),
});

/** Where the window was when it was closed; without `x` and `y` the system chooses. */
export type WindowState = z.infer<typeof state>;

/** The part of a screen that windows may use, in the same units as a window's bounds. */
export interface WorkArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smaller than this nothing of a table is left. */
export const LEAST_SIZE: { readonly width: number; readonly height: number } = LEAST;
export const FIRST_STATE: WindowState = { width: 1280, height: 800, maximized: false };

/** So much of the title bar must be on a screen, or the window cannot be taken hold of. */
const GRIP = { width: 120, height: 40 };

/** The remembered state; the first one where there is none, or where the file holds anything else. */
export function readWindowState(folder: string): WindowState {
  try {
    const read = state.safeParse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    return read.success ? read.data : FIRST_STATE;
  } catch {
    return FIRST_STATE;
  }
}

/** Remembers it. A window's place is not worth a failure: where it cannot be written, it is forgotten. */
export function writeWindowState(folder: string, now: WindowState): void {
  const kept = state.safeParse(now);
  if (!kept.success) return;
  try {
    const aside = `${fileIn(folder)}.new`;
    writeFileSync(aside, JSON.stringify(kept.data), { mode: 0o600 });
    renameSync(aside, fileIn(folder));
  } catch {
    // A data folder that is not there yet, or a full disk.
  }
}

/** Drops a place that is on none of these screens any more (one was unplugged), and shrinks what is larger than any. */
export function onScreen(wanted: WindowState, areas: readonly WorkArea[]): WindowState {
  const largest = areas.reduce((most, area) => (area.width * area.height > most.width * most.height ? area : most), {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  });
  if (largest.width === 0) return wanted;
  const { x, y, ...rest } = wanted;
  const size = {
    ...rest,
    width: Math.max(LEAST.width, Math.min(wanted.width, largest.width)),
    height: Math.max(LEAST.height, Math.min(wanted.height, largest.height)),
  };
  const held = x !== undefined && y !== undefined && areas.some((area) => hasGrip({ x, y, width: size.width }, area));
  return held ? { ...size, x, y } : size;
}

function hasGrip(bar: { readonly x: number; readonly y: number; readonly width: number }, area: WorkArea): boolean {
  const shown = Math.min(bar.x + bar.width, area.x + area.width) - Math.max(bar.x, area.x);
  return shown >= GRIP.width && bar.y >= area.y && bar.y + GRIP.height <= area.y + area.height;
}

function fileIn(folder: string): string {
  return join(folder, 'window.json');
}
