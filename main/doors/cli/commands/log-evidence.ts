import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Signer } from '../../../crypto/index.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, needed, option, repeatable, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { done, refused, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { count } from '../show/text.js';
import { iso, whenUtc } from '../show/times.js';
import { fileVerificationText, liveVerificationText } from '../show/verification.js';

interface VerifyOptions {
  readonly manifest?: string;
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
}

interface CosignOptions {
  readonly keyFile: string;
  readonly name: string;
}

const WHAT_TO_DO =
  'Change nothing. Keep the file and the data folder as they are, and compare them with the exports, checkpoints and backups made before.';

/** What an auditor needs of `keyferry logs`. */
export function addLogEvidenceCommands(family: Command, invoke: Invoke): void {
  addCommand<VerifyOptions>(family, invoke, {
    name: 'verify',
    role: 'anybody',
    args: [['[file]', 'an exported file; left out: the live log of this workstation']],
    summary: 'verify an exported file, or the live log',
    about:
      'A file is verified alone, on any machine, without a data folder: altered, missing, reordered, added, truncated and rolled back are told apart, each with the first bad sequence number. Without a file the whole live log is walked, with its checkpoints.',
    examples: ['keyferry logs verify log.jsonl --key "$(cat keyferry.vkey)"', 'keyferry logs verify'],
    options: [
      option('--manifest <file>', 'its manifest, where it is not FILE.manifest.json'),
      repeatable('--key <verifier key>', 'the key you got on another way (see logs key), or a file that holds it'),
      repeatable(
        '--checkpoint <file>',
        'a checkpoint that you kept from before: shows whether the log was rolled back',
      ),
    ],
    run: verify,
  });
  addCommand(family, invoke, {
    name: 'key',
    role: 'Auditor',
    summary: 'the verifier key of this workstation, for auditors',
    about: 'Give it to whoever verifies exports on another way than the exports: printed, or read out.',
    examples: ['keyferry logs key > keyferry.vkey'],
    run: showKey,
  });
  addCommand(family, invoke, {
    name: 'checkpoint',
    role: 'Auditor',
    summary: 'sign a checkpoint over all events, and show it',
    about:
      'Keep it elsewhere: whoever has it can later show that the log was not rolled back (logs verify --checkpoint).',
    examples: ['keyferry logs checkpoint > today.checkpoint'],
    run: checkpoint,
  });
  addCommand<CosignOptions>(family, invoke, {
    name: 'cosign',
    role: 'Auditor',
    summary: 'put a second signature under the newest checkpoint',
    about:
      'For an auditor or a second officer with an Ed25519 key of their own (openssl genpkey -algorithm ed25519). Prints the checkpoint with both signatures, and the verifier key of the cosigner.',
    examples: ['keyferry logs cosign --name audit.example/eve --key-file eve.pem'],
    options: [
      needed('--name <name>', 'the name of the key, without spaces and plus, e.g. audit.example/eve'),
      needed('--key-file <file>', 'the private key, in PEM'),
    ],
    run: cosign,
  });
  addCommand(family, invoke, {
    name: 'feed',
    role: 'Operator',
    summary: 'send what is due to the syslog server, and say how the live feed stands',
    about:
      'While a window is open this happens by itself. The server is set with: config set syslog-host, then syslog on.',
    examples: ['keyferry logs feed'],
    run: feed,
  });
}

function verify(context: Context, [file]: readonly string[], options: VerifyOptions): Promise<Outcome> {
  return file === undefined ? verifyLog(context, options) : verifyExport(context, file, options);
}

async function verifyLog(context: Context, options: VerifyOptions): Promise<Outcome> {
  if (options.manifest ?? options.key ?? options.checkpoint) {
    return fail('usage', 'These options belong to an exported file.', {
      advice: 'Name the file: keyferry logs verify FILE.',
    });
  }
  const { verifyLive } = await import('../../../logging-and-reporting/index.js');
  return withWorkstation(context, async ({ workstation, signal }) => {
    const found = await verifyLive(workstation.log, { signal });
    if (!found) return fail('cancelled', 'Cancelled; nothing was changed.');
    return verdict(found.sound, { ...found }, liveVerificationText(found));
  });
}

async function verifyExport(context: Context, file: string, options: VerifyOptions): Promise<Outcome> {
  const { cwd, home } = context.surroundings;
  const path = (name: string): string => resolve(cwd, expandHome(name, home));
  const { verifyFile } = await import('../../../logging-and-reporting/index.js');
  const found = await verifyFile({
    file: path(file),
    ...(options.manifest === undefined ? {} : { manifest: path(options.manifest) }),
    keys: (options.key ?? []).map((key) => keyOrFile(key, path)),
    checkpoints: (options.checkpoint ?? []).map(path),
  });
  if (!found.ok) return found;
  return verdict(found.value.sound, { ...found.value }, fileVerificationText(found.value));
}

/** A verifier key has two plus signs; anything else is the name of a file that holds one. */
function keyOrFile(text: string, path: (name: string) => string): string {
  if (text.split('+').length >= 3) return text;
  try {
    return readFileSync(path(text), 'utf8').slice(0, 2000).trim();
  } catch {
    return text;
  }
}

function verdict(sound: boolean, data: Record<string, unknown>, text: string): Outcome {
  if (sound) return done(data, text);
  return refused(
    { code: 'log-broken', message: 'The verification found what must not be.', advice: WHAT_TO_DO },
    { data, text },
  );
}

function showKey(context: Context): Promise<Outcome> {
  return withWorkstation(context, ({ workstation }) => {
    const key = workstation.log.checkpoints?.verifierKey ?? '';
    return Promise.resolve(done({ key }, key));
  });
}

function checkpoint(context: Context): Promise<Outcome> {
  return withWorkstation(context, ({ workstation }) => {
    const made = workstation.log.checkpoint('asked-for');
    if (!made) return Promise.resolve(fail('no-checkpoint', 'There is nothing to sign a checkpoint over yet.'));
    if (!context.json) context.note(`Checkpoint over ${count(made.size, 'event')}, ${whenUtc(made.time)}.`);
    const data = { size: made.size, time: iso(made.time), why: made.why, note: made.note };
    return Promise.resolve(done({ checkpoint: data }, made.note.trimEnd()));
  });
}

async function cosign(context: Context, _args: readonly string[], options: CosignOptions): Promise<Outcome> {
  const { cwd, home } = context.surroundings;
  const signer = await signerIn(resolve(cwd, expandHome(options.keyFile, home)));
  if (!signer.ok) return signer;
  const { verifierKey } = await import('../../../logging-and-reporting/index.js');
  return withWorkstation(context, ({ workstation }) => {
    const { publicKey } = signer.value;
    const key = verifierKey({ name: options.name, kind: 'cosignature', publicKey });
    const outcome = cosigned(workstation, options.name, signer.value, key);
    if (outcome.ok && !context.json) context.note(`Cosigned. Verifier key of the cosigner: ${key}`);
    return Promise.resolve(outcome);
  });
}

function cosigned({ log, actor }: Workstation, name: string, signer: Signer, key: string): Outcome {
  const by = { name, publicKey: signer.publicKey, sign: (message: Uint8Array) => signer.sign(message) };
  const made = log.cosignCheckpoint(by, actor);
  if (!made.ok) return made;
  const { size, time, why, note } = made.value;
  return done({ checkpoint: { size, time: iso(time), why, note }, key }, note.trimEnd());
}

function feed(context: Context): Promise<Outcome> {
  return withWorkstation(context, async ({ workstation: { logFeed }, signal }) => {
    const before = logFeed.state();
    if (!before.on) {
      return fail('syslog-off', 'The live feed to a syslog server is off.', {
        advice: 'Set it up: config set syslog-host HOST, config set syslog-ca-file FILE, config set syslog on.',
      });
    }
    const sent = await logFeed.sendDue(signal);
    const state = logFeed.state();
    if (!sent.ok) return refused(sent.failure, { data: { feed: state } });
    const text = `${count(sent.value, 'event')} sent to ${state.server}; it has everything up to event ${state.sentUpTo}.`;
    return done({ sent: sent.value, feed: state }, text);
  });
}

async function signerIn(file: string): Promise<Result<Signer>> {
  const { signerOfPem } = await import('../../../crypto/index.js');
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8').slice(0, 10_000);
  } catch {
    return fail('file-refused', `The key file ${file} cannot be read.`, {
      advice: 'Check its name and its permissions.',
    });
  }
  const signer = signerOfPem(pem);
  return signer
    ? ok(signer)
    : fail('file-refused', `The key file ${file} holds no private Ed25519 key in PEM.`, {
        advice: 'Make one: openssl genpkey -algorithm ed25519 -out auditor.pem',
      });
}
