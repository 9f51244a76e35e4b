import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { coreDumps, switchOffCoreDumps, type Machine } from '../../main/workstation/core-dumps.js';
import { ROOT } from '../borders/tree.js';
import { notRun } from '../support/not-run.js';

const LIMITS = (soft: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units     \nMax core file size        ${soft}            unlimited            bytes     \n`;

function machine(change: Partial<Machine> & { soft?: string } = {}): Machine & { readonly ran: string[] } {
  const ran: string[] = [];
  let soft = change.soft ?? 'unlimited';
  const run = (program: string, args: readonly string[]): void => {
    ran.push([program, ...args].join(' '));
    soft = '0';
  };
  return { platform: 'linux', limits: () => LIMITS(soft), run, ran, ...change };
}

describe('core dumps', () => {
  test('are switched off where they are on', () => {
    const linux = machine();
    expect(switchOffCoreDumps(linux)).toEqual({ kind: 'off' });
    expect(linux.ran).toEqual([`prlimit --pid ${process.pid} --core=0:0`]);
  });

  test('are left alone where they are off', () => {
    const linux = machine({ soft: '0' });
    expect([switchOffCoreDumps(linux), linux.ran]).toEqual([{ kind: 'off' }, []]);
  });

  test('are told to be on where nothing can switch them off', () => {
    const run = (): void => {
      throw new Error('ENOENT');
    };
    expect(switchOffCoreDumps(machine({ run }))).toEqual({ kind: 'on' });
  });

  test.each([
    ['win32', /LocalDumps/],
    ['darwin', /ulimit/],
  ] as const)('on %s it is said what is known', (platform, why) => {
    expect(coreDumps(machine({ platform }))).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(why) as string,
    });
  });

  test('of a real process are off once it opened a workstation', (context) => {
    const compiled = pathToFileURL(join(ROOT, 'dist/main/workstation/core-dumps.js')).href;
    const program = `const { switchOffCoreDumps } = await import('${compiled}'); console.log(switchOffCoreDumps().kind);`;
    const node = `'${process.execPath}' --input-type=module --eval "${program}"`;
    const raised = spawnSync('sh', ['-c', `ulimit -S -c unlimited && ${node}`], { encoding: 'utf8' });
    if (process.platform !== 'linux' || raised.status !== 0) {
      notRun(context, 'core dumps cannot be switched on here, so that they could be switched off');
      return;
    }
    expect(raised.stdout.trim()).toBe('off');
  });
});

test('no crash reporter is started anywhere', () => {
  const sources = readdirSync(join(ROOT, 'main'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(sources.filter((name) => readFileSync(join(ROOT, 'main', name), 'utf8').includes('crashReporter'))).toEqual(
    [],
  );
});
