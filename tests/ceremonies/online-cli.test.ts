import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import * as sheets from '../../main/ceremonies/escrow/share-sheet.js';
import { Cli } from '../doors/cli/support.js';
import { airGapped, HOLDERS, holdCeremony, keyOf, planOf, step } from '../support/ceremony-trip.js';
import { freshFolder } from '../support/folders.js';
import { VAULT } from '../support/practice.js';

const PLAN: CeremonyPlan = planOf({ escrow: { threshold: 2, holders: HOLDERS } });

test('the online half by command line: KEK out, package back, closing record; a share tested, a key brought back', async () => {
  const cli = new Cli();
  await cli.init();
  await cli.mustUnlocked('credential', 'add', 'rehearsal', '--practice');
  const stick = freshFolder();
  const on = (name: string): string => join(stick, name);
  cli.file('plan.json', JSON.stringify(PLAN));
  const kek = ['ceremony', 'kek', 'make', '--credential', 'rehearsal', '--vault', VAULT, '--plan', 'plan.json'];
  const made = await cli.mustUnlocked(...kek, '--out', on('kek.json'));
  expect(made.out).toMatch(/KEK +https:\/\/contoso\.vault\.localhost\/keys\/keyferry-ceremony-kek-[0-9a-f]{16}\//);
  expect(made.out).toMatch(/Vault +contoso \(PRACTICE\)/);
  const twice = await cli.unlocked(...kek, '--out', on('kek.json'));
  expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('is there already')]);
  expect((await cli.mustUnlocked('ceremony', 'kek', 'list')).out).toContain('in the vault');

  const there = await airGapped(cli.clock);
  const spy = vi.spyOn(sheets, 'shareSheet').mockResolvedValue(new Uint8Array());
  const file = await holdCeremony(there, Uint8Array.from(readFileSync(on('kek.json'))), PLAN);
  const escrow = await step(there.workstation, there.workstation.ceremonyKeys.work.split(PLAN));
  const texts = spy.mock.calls.map(([, share]) => share.text);
  spy.mockRestore();
  writeFileSync(on('package.json'), file);
  writeFileSync(on('escrow.json'), escrow['PRACTICE-2026-payroll-escrow.json'] ?? new Uint8Array());
  for (const [at, text] of texts.entries()) writeFileSync(on(`share-${at + 1}.txt`), `${text}\n`);

  const upload = ['ceremony', 'upload', on('package.json'), '--credential', 'rehearsal', '--out', on('closing.json')];
  const unsaid = await cli.unlocked(...upload);
  expect([unsaid.code, unsaid.err]).toEqual([1, expect.stringContaining('and nobody sits here to be asked')]);
  const wrong = await cli.unlocked(...upload, '--key', 'f'.repeat(64));
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('another workstation than the one')]);
  const done = await cli.mustUnlocked(...upload, '--key', keyOf(there));
  expect(done.out).toMatch(/^PRACTICE: 1 key uploaded; each public key in the vault is the one of the record\./);
  expect(done.out).toMatch(/KEK +purged/);
  const closing = readFileSync(on('closing.json'), 'utf8');
  expect(JSON.parse(closing)).toMatchObject({ format: 'keyferry-ceremony-closing-1', ceremony: PLAN.id });
  const again = await cli.json(...upload, '--key', keyOf(there));
  expect(again.value).toMatchObject({ ok: true, practice: true, jobs: [], kek: 'purged', file: on('closing.json') });
  expect(readFileSync(on('closing.json'), 'utf8')).toBe(closing);
  expect((await cli.mustUnlocked('key', 'show', 'payroll', 'payroll-001')).out).toContain('Origin          ceremony');

  const test = ['ceremony', 'share', 'test', '--escrow', on('escrow.json'), '--share'];
  expect((await cli.mustUnlocked(...test, on('share-2.txt'))).out).toContain('2 of 3, Bo: readable');
  writeFileSync(
    on('wrong.txt'),
    (texts[0] ?? '').replace(/^(.{8})(.)/, (_, head: string, one: string) => head + (one === 'A' ? 'B' : 'A')),
  );
  expect((await cli.unlocked(...test, on('wrong.txt'))).err).toContain('group 2 of 18 does not fit');
  const into = ['ceremony', 'recover-into', 'payroll', '--escrow', on('escrow.json'), '--share', on('share-3.txt')];
  expect((await cli.unlocked(...into)).err).toContain('1 of the 2 shares needed are here');
  const back = await cli.mustUnlocked(...into, '--share', on('share-1.txt'));
  expect(back.out).toContain('The key payroll-001 is back in payroll');
  expect((await cli.mustUnlocked('key', 'show', 'payroll', 'payroll-001')).out).toContain('brought back from escrow');
  for (const text of texts) expect(cli.printed).not.toContain(text.slice(12, 30));
});
