import { existsSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openKeytarStore } from '../../keychain/index.js';
import { readIdentityFile } from '../../identity-management/index.js';
import { readServing } from '../../practice-vault/serving.js';
import { lockDataFolder } from '../../store/folder-lock.js';
import { switchOffCoreDumps } from '../../workstation/core-dumps.js';
import { headPlace, readHead, watchSentence } from '../../workstation/head-watch.js';
import type { Context } from './context.js';
import { lookAtFolder } from './folder-facts.js';
import { practiceVaultExists } from './practice-access.js';
import type { Check } from './show/checks.js';
import { size, whenUtc } from './show/times.js';

const LEAST_NODE = [20, 19] as const;
const LITTLE_ROOM = 100_000_000;
/** A file from further in the future than this means that the clock was set back. */
const TOLERANCE_MS = 300_000;

/** What can go wrong on this machine before anything is sent; nothing is unlocked for it. */
export async function environmentChecks(context: Context): Promise<readonly Check[]> {
  return [
    nodeCheck(process.versions.node),
    folderCheck(context),
    roomCheck(context),
    lockCheck(context),
    clockCheck(context),
    await keychainCheck(context),
    ...(await rollbackChecks(context)),
    coreDumpCheck(),
    ...networkChecks(context),
    practiceCheck(context),
  ];
}

export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const finding = `This is Node.js ${version}.`;
  return enough
    ? { title: 'Node.js', outcome: 'passed', finding }
    : { title: 'Node.js', outcome: 'failed', finding, advice: `Install ${LEAST_NODE.join('.')} or newer.` };
}

function folderCheck({ dataFolder }: Context): Check {
  const title = 'Data folder';
  const identities = readIdentityFile(dataFolder);
  if (!identities.ok) {
    const { message, advice } = identities.failure;
    return { title, outcome: 'failed', finding: message, ...(advice === undefined ? {} : { advice }) };
  }
  if (!identities.value)
    return { title, outcome: 'warning', finding: 'There is no workstation in it yet.', advice: 'keyferry init' };
  const [warning] = lookAtFolder(dataFolder).warnings;
  if (warning !== undefined) return { title, outcome: 'warning', finding: warning };
  const { workstationId } = identities.value;
  return { title, outcome: 'passed', finding: `Workstation ${workstationId}; nobody else may read it.` };
}

function roomCheck({ dataFolder }: Context): Check {
  const title = 'Room on the disk';
  let place = dataFolder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const finding = `${size(bavail * bsize)} are free.`;
  return bavail * bsize >= LITTLE_ROOM
    ? { title, outcome: 'passed', finding }
    : { title, outcome: 'warning', finding, advice: 'Make room: what cannot be recorded is not done.' };
}

function lockCheck({ dataFolder }: Context): Check {
  const title = 'Lock';
  if (!existsSync(dataFolder)) return { title, outcome: 'not-checked', finding: 'There is no data folder yet.' };
  const lock = lockDataFolder(dataFolder);
  if (!lock.ok) {
    const { message, advice } = lock.failure;
    return { title, outcome: 'failed', finding: message, ...(advice === undefined ? {} : { advice }) };
  }
  lock.value.release();
  return { title, outcome: 'passed', finding: 'No other Keyferry uses the data folder, and it can be written.' };
}

function clockCheck({ dataFolder, surroundings }: Context): Check {
  const title = 'Clock';
  const now = surroundings.clock.now();
  const { newest } = lookAtFolder(dataFolder);
  if (newest !== undefined && newest > now + TOLERANCE_MS) {
    const finding = `It is ${whenUtc(now)} here, but the data folder was written at ${whenUtc(newest)}.`;
    return { title, outcome: 'warning', finding, advice: "Set this workstation's clock by a time server (NTP)." };
  }
  return { title, outcome: 'passed', finding: `It is ${whenUtc(now)}; a pre-flight compares it with the vault's.` };
}

async function keychainCheck({ surroundings }: Context): Promise<Check> {
  const title = 'Keychain';
  const sealed = 'client secrets are sealed in the data folder instead';
  if (surroundings.env['KEYFERRY_KEYCHAIN'] === 'sealed' || surroundings.workstation.preferSecretsIn === 'sealed-store')
    return { title, outcome: 'passed', finding: `Not wanted here (KEYFERRY_KEYCHAIN=sealed); ${sealed}.` };
  const opened = await (surroundings.workstation.openKeytar ?? openKeytarStore)();
  return opened.ok
    ? { title, outcome: 'passed', finding: "The operating system's keychain keeps client secrets." }
    : { title, outcome: 'passed', finding: `${opened.failure.message} So ${sealed}.` };
}

/** Whether an older store would be noticed here, and whether one was. */
async function rollbackChecks({ dataFolder, surroundings }: Context): Promise<Check[]> {
  const title = 'Rollback';
  const identities = readIdentityFile(dataFolder);
  if (!identities.ok || !identities.value) return [];
  const { preferSecretsIn, openKeytar } = surroundings.workstation;
  const place = await headPlace({
    env: surroundings.env,
    ...(preferSecretsIn ? { prefer: preferSecretsIn } : {}),
    ...(openKeytar ? { openKeytar } : {}),
  });
  const finding = watchSentence(place);
  if ('reason' in place) return [{ title, outcome: 'not-checked', finding }];
  const known = await readHead(place.store, identities.value.workstationId);
  if (!known.ok) return [{ title, outcome: 'warning', finding: known.failure.message }];
  const { rolledBack, sequence, at } = known.value ?? {};
  if (rolledBack) {
    const said = `An older store was put in place of this one: noticed on ${whenUtc(rolledBack.at)}, when event ${rolledBack.sequence} had been seen here.`;
    return [{ title, outcome: 'warning', finding: said, advice: 'See: keyferry logs list --text "rolled back".' }];
  }
  const last = at === undefined ? '' : ` Last seen: event ${sequence ?? 0}, on ${whenUtc(at)}.`;
  return [{ title, outcome: 'passed', finding: `${finding}${last}` }];
}

/** What a crash would leave on the disk. */
function coreDumpCheck(): Check {
  const title = 'Core dumps';
  const found = switchOffCoreDumps();
  switch (found.kind) {
    case 'off':
      return { title, outcome: 'passed', finding: 'Off: a crash leaves no memory on the disk.' };
    case 'on':
      return {
        title,
        outcome: 'warning',
        finding: 'On: a crash of this program could leave its memory, keys included, on the disk.',
        advice: 'Switch them off for this account: ulimit -c 0 before keyferry.',
      };
    case 'unknown':
      return { title, outcome: 'not-checked', finding: found.why };
  }
}

const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'] as const;

function networkChecks({ surroundings: { env } }: Context): Check[] {
  const set = PROXIES.flatMap((name) => {
    const value = env[name] ?? env[name.toLowerCase()];
    return value ? [`${name}=${withoutPassword(value)}`] : [];
  });
  const proxy: Check = {
    title: 'Proxy',
    outcome: 'passed',
    finding: set.length > 0 ? `${set.join(', ')}.` : 'None is set (HTTPS_PROXY, NO_PROXY).',
  };
  return [proxy, certificateCheck(env)];
}

function certificateCheck(env: Readonly<Record<string, string | undefined>>): Check {
  const title = 'Certificates';
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return {
      title,
      outcome: 'failed',
      finding: 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off every check of certificates: secrets could go to anybody.',
      advice: 'Remove it. For an inspecting proxy: keyferry config set ca-file FILE.',
    };
  }
  const extra = env['NODE_EXTRA_CA_CERTS'];
  if (extra && !existsSync(extra)) {
    const finding = `NODE_EXTRA_CA_CERTS names ${extra}, which is not there.`;
    return { title, outcome: 'warning', finding, advice: 'Correct the path, or remove it.' };
  }
  return { title, outcome: 'passed', finding: extra ? `Node's own, and ${extra}.` : "Node's own." };
}

/** A proxy's address may hold a password. */
function withoutPassword(value: string): string {
  return value.replace(/\/\/[^/@]*@/, '//...@').replace(/^[^/@]*:[^/@]*@/, '...@');
}

function practiceCheck(context: Context): Check {
  const title = 'Practice vault';
  const serving = readServing(join(context.dataFolder, 'practice-vault'));
  if (serving)
    return {
      title,
      outcome: 'passed',
      finding: `Served over HTTPS on 127.0.0.1:${serving.port} by process ${serving.pid}.`,
    };
  const finding = practiceVaultExists(context)
    ? 'There is one; it runs inside the commands that use it.'
    : 'None yet; it comes with keyferry credential add NAME --practice.';
  return { title, outcome: 'passed', finding };
}
