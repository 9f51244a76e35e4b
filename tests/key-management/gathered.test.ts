import { describe, expect, test } from 'vitest';
import { Gathered } from '../../main/key-management/gathered.js';

describe('what gets ready at the same time', () => {
  test('is done together, in the order in which it came, and each hears of its own', async () => {
    const batches: number[][] = [];
    const gathered = new Gathered((items: readonly number[]) => {
      batches.push([...items]);
      return Promise.resolve(items.map((item) => item * 10));
    });
    expect(await Promise.all([1, 2, 3].map((item) => gathered.add(item)))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
    expect(gathered.idle).toBe(true);
    expect(await gathered.add(4)).toBe(40);
  });

  test('while others are being done waits for the next turn, and no turn takes more than 64', async () => {
    const sizes: number[] = [];
    const gathered = new Gathered(async (items: readonly number[]) => {
      sizes.push(items.length);
      await Promise.resolve();
      return items;
    });
    await Promise.all(Array.from({ length: 150 }, (_, at) => gathered.add(at)));
    expect(sizes).toEqual([64, 64, 22]);
  });

  test('fails together, and what comes later is done all the same', async () => {
    let broken = true;
    const gathered = new Gathered((items: readonly string[]) =>
      broken ? Promise.reject(new Error('The disk is full.')) : Promise.resolve(items),
    );
    const first = await Promise.allSettled(['a', 'b'].map((item) => gathered.add(item)));
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await gathered.add('c')).toBe('c');
  });
});
