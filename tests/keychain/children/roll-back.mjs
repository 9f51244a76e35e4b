// A workstation whose store is put back to an earlier copy, through what was compiled and the keychain of this session.
// Prints one line of JSON: what was found each time it was opened.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initWorkstation, openWorkstation } from '../../../dist/main/workstation.js';

const place = mkdtempSync(join(tmpdir(), 'keyferry-rollback-'));
const [folder, copy] = [join(place, 'data'), join(place, 'copy')];
const logins = [
  { name: 'Ada', passphrase: 'seven quiet herons over the weir' },
  { name: 'Ben', passphrase: 'copper kettles sing before breakfast' },
];
const options = { scrypt: { N: 1024, r: 8, p: 1 } };
const findings = [];

async function session() {
  const opened = await openWorkstation(folder, logins, options);
  if (!opened.ok) throw new Error(opened.failure.message);
  const { value: workstation } = opened;
  findings.push(workstation.headWatch.finding.kind);
  await workstation.rememberHead();
  workstation.close();
}

try {
  await initWorkstation(folder, logins, options);
  await session();
  cpSync(folder, copy, { recursive: true });
  await session();
  rmSync(folder, { recursive: true });
  cpSync(copy, folder, { recursive: true });
  await session();
  await session();
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(JSON.stringify(findings));
