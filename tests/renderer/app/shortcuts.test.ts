import { describe, expect, test } from 'vitest';
import { chordOf } from '../../../renderer/app/use-shortcuts.js';

const press = (key: string, over: Partial<Parameters<typeof chordOf>[0]> = {}): string =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over });

describe('what was pressed', () => {
  test.each([
    [press('f', { ctrlKey: true }), 'Ctrl+F'],
    [press('f', { metaKey: true }), 'Ctrl+F'],
    [press('L', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+L'],
    [press('ArrowLeft', { altKey: true }), 'Alt+ArrowLeft'],
    [press('F1'), 'F1'],
  ])('%s is %s', (chord, expected) => {
    expect(chord).toBe(expected);
  });
});
