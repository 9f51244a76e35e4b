import { test } from 'vitest';
import { cpSync, rmSync, readdirSync } from 'node:fs';
import { printedCeremony } from '../support/printed-ceremony.js';
test('dump', async () => {
  const c = await printedCeremony();
  rmSync('/tmp/binderdump', { recursive: true, force: true });
  cpSync(c.binder, '/tmp/binderdump/binder', { recursive: true });
  cpSync(c.out, '/tmp/binderdump/out', { recursive: true });
  console.log(readdirSync(c.binder), readdirSync(c.out));
});
