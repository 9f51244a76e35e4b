import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** TEST MATERIAL: the passphrases of nobody. */
export const LOGINS = [
  { name: 'Ada', passphrase: 'seven quiet herons over the weir' },
  { name: 'Ben', passphrase: 'copper kettles sing before breakfast' },
];

const BATCH = 2000;

/** Runs `work` with a fresh folder, and removes it. On disk, not in memory: fsync is a part of what is measured. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-bench-'));
  try {
    return await work(join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A workstation after its first start, with that many log events; closed again. */
export async function makeStation(folder, { events = 0, options = {} } = {}) {
  const { initWorkstation, openWorkstation } = await import('../../../dist/main/workstation.js');
  must(await initWorkstation(folder, LOGINS, options));
  const workstation = must(await openWorkstation(folder, LOGINS, options));
  for (let made = 0; made < events; made += BATCH) {
    const count = Math.min(BATCH, events - made);
    workstation.log.write(...Array.from({ length: count }, (_, at) => event(made + at)));
  }
  workstation.close();
}

export function must(result) {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

const SERVICES = ['Azure Service', 'Azure Service', 'Azure Service', 'Key Management', 'Identity', 'System'];

function event(number) {
  const group = `payroll-${number % 100}`;
  return {
    service: SERVICES[number % SERVICES.length],
    level: number % 50 === 0 ? 'ERROR' : number % 13 === 0 ? 'WARN' : 'INFO',
    event: 'azure-call',
    actor: 'Ada + Ben',
    object: `contoso/${group}`,
    message: `PUT contoso.vault.azure.net/keys/${group}/import number ${number}: 200, ${number % 900} ms`,
  };
}
