import { describe, expect, test } from 'vitest';
import { classesOf } from '../../../renderer/components/classes.js';
import { menuActions, type MenuEntry } from '../../../renderer/components/menu-entry.js';
import { JOB_STATES_SHOWN, KEY_STATES, LOG_LEVELS_SHOWN } from '../../../renderer/components/state-badges.js';

describe('class names', () => {
  const c = classesOf({ row: 'row_x1', open: 'open_x2' });

  test('are read from the module; what is off is left out', () => {
    expect(c('row', 'open')).toBe('row_x1 open_x2');
    expect(c('row', false, undefined, 'unknown')).toBe('row_x1');
  });
});

test('the actions of a menu include those of the menus in it', () => {
  const nothing = (): void => undefined;
  const entries: readonly MenuEntry[] = [
    { id: 'open', title: 'Open', onAction: nothing },
    'separator',
    { id: 'cloud', title: 'Cloud', items: [{ id: 'rotate', title: 'Force Rotation', onAction: nothing }, 'separator'] },
  ];
  expect(menuActions(entries).map((action) => action.id)).toEqual(['open', 'rotate']);
});

test.each(Object.entries({ KEY_STATES, JOB_STATES_SHOWN, LOG_LEVELS_SHOWN }))(
  '%s: every state has words of its own and a sentence',
  (_, states) => {
    const words = Object.values(states);
    expect(new Set(words.map(({ text }) => text)).size).toBe(words.length);
    expect(words.filter(({ title }) => !title.endsWith('.'))).toEqual([]);
  },
);
