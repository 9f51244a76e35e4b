import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { LARGEST_PACKAGE } from '../../../../shared/domain/ceremony/packages.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import { closingFileName } from '../../../ceremonies/file-name.js';
import type { Upload } from '../../../ceremonies/online/upload.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import { addCommand, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, readBytes, writeNewFile } from '../input/json-file.js';
import { done, refused, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { jobData } from '../show/nouns.js';
import { facts, table } from '../show/table.js';
import { count } from '../show/text.js';

interface UploadOptions extends ApprovalOptions {
  readonly credential: string;
  readonly key?: string;
  readonly out?: string;
  readonly removeKek?: boolean;
}

export function addCeremonyUploadCommand(ceremony: Command, invoke: Invoke): void {
  addCommand<UploadOptions>(ceremony, invoke, {
    name: 'upload',
    role: 'Operator',
    args: [['<package>', 'the ceremony package']],
    summary: 'bring the keys of a ceremony into their vault, and close the ceremony',
    about:
      'The package must be signed by the air-gapped workstation whose key you give: it stands on page 1 of the record; ' +
      'never take it from the package itself. Without --key it is asked for. Each key is imported, and the public key ' +
      'that Azure answers is compared with the record; then the KEK is removed and the closing record is written. Given ' +
      'again, it goes on where it stopped; what is in the vault is not sent again. A second Administrator confirms PRODUCTION.',
    examples: ['keyferry ceremony upload 2027-payroll-package.json --credential contoso-push --key "$(cat page1.key)"'],
    approval: true,
    options: [
      needed('--credential <name>', 'the Cloud Credential; Key Groups that are missing are created with it'),
      option('--key <hex>', 'the key of the air-gapped workstation, 64 hexadecimal digits'),
      option('--out <file>', 'where the closing record goes (CEREMONY-closing.json; PRACTICE-… of a rehearsal)'),
      option('--remove-kek', 'also remove a KEK that another tool made, with all its versions; otherwise it is left'),
    ],
    run: (context, [file = ''], options) => upload(context, file, options),
  });
}

async function upload(context: Context, file: string, options: UploadOptions): Promise<Outcome> {
  const bytes = readBytes(context, file, LARGEST_PACKAGE['keyferry-ceremony-package-1']);
  if (!bytes.ok) return bytes;
  return withWorkstation(context, (session) => carryOut(context, session, bytes.value, options), { vault: true });
}

async function carryOut(
  context: Context,
  session: Session,
  file: Uint8Array,
  options: UploadOptions,
): Promise<Outcome> {
  const { workstation, jobOptions } = session;
  const { upload: room } = workstation.ceremonyKeys;
  const read = room.read(file);
  // What is wrong with it is said, and logged, by the upload itself.
  const out = options.out ?? (read.ok ? closingFileName(read.value) : 'ceremony-closing.json');
  if (read.ok) {
    const free = await checkOut(context, out, read.value.ceremony);
    // Of one that was closed before nothing has to be written.
    if (!free.ok && !room.isClosed(read.value)) return free;
    const { ceremony, mode, keys, kek } = read.value;
    context.note(`${mode}: ceremony ${ceremony}, ${count(keys.length, 'key')} for the vault ${kek.vault}.`);
  }
  const key = options.key === undefined ? await askKey(context) : ok(options.key);
  if (!key.ok) return key;
  const { credential, removeKek = false } = options;
  const request = { file, credential, workstationKey: key.value, removeKek };
  const send = async (): Promise<Outcome> => {
    const sent = await room.run(request, jobOptions);
    return sent.ok ? outcome(context, sent.value, out) : sent;
  };
  const { actOfUpload } = await import('../../../workstation.js');
  const act = actOfUpload(workstation, request);
  return act ? withApproval(context, session, act, options, send) : send();
}

/** A closing record is never written over anything but itself. */
async function checkOut(context: Context, out: string, ceremony: string): Promise<Result<void>> {
  const path = pathOf(context, out);
  if (!existsSync(path)) return ok(undefined);
  const { readClosingRecord } = await import('../../../ceremonies/packages/closing-record.js');
  const bytes = readBytes(context, out, LARGEST_PACKAGE['keyferry-ceremony-closing-1']);
  const there = bytes.ok ? readClosingRecord(bytes.value) : bytes;
  return there.ok && there.value.ceremony === ceremony ? ok(undefined) : fileExists(path);
}

async function askKey({ terminal }: Context): Promise<Result<string>> {
  if (!terminal.inIsTerminal) {
    return fail(
      'ceremony-key-needed',
      "The key of the ceremony's workstation is needed, and nobody sits here to be asked.",
      {
        advice: 'Give it from page 1 of the record: --key HEX.',
      },
    );
  }
  return terminal.ask('Key of the air-gapped workstation, from page 1 of the record (64 hexadecimal digits): ');
}

function outcome(context: Context, upload: Upload, out: string): Outcome {
  const { failure, closing, closedBefore, jobs, keys, kekRemoved } = upload;
  const data = {
    ceremony: upload.ceremony,
    practice: upload.practice,
    keys,
    jobs: jobs.map(jobData),
    ...(kekRemoved ? { kek: kekRemoved } : {}),
  };
  const practice = upload.practice ? 'PRACTICE: ' : '';
  if (failure || !closing) {
    const message = `${practice}${failure?.message ?? 'The upload did not come to its end.'}`;
    const done = `${count(keys.length, 'key')} of the ceremony ${keys.length === 1 ? 'is' : 'are'} in the vault.`;
    const advice = `${done} Give the same command again: what is there is not sent again.`;
    return refused({ ...failure, code: failure?.code ?? 'upload-unfinished', message, advice }, { data });
  }
  const written = writeClosing(context, out, closing);
  if (!written.ok && !closedBefore) return refused(written.failure, { data });
  const rows = keys.map((key) => [`${key.vault}/${key.group}`, key.key, key.version, key.spkiSha256.slice(0, 16)]);
  const said = closedBefore
    ? `This package was uploaded before: the ceremony was closed on ${closedBefore.at} by ${closedBefore.by}. Nothing was done now.`
    : jobs.length === 0
      ? 'Everything was in the vault already; nothing was sent.'
      : `${count(jobs.length, 'key')} uploaded; each public key in the vault is the one of the record.`;
  const text = [
    `${practice}${said}`,
    table(['Key Group', 'Key', 'Azure version', 'SHA-256'], rows),
    facts([
      ['KEK', kekRemoved === 'left' ? 'not made here: left to those who made it' : (kekRemoved ?? '')],
      ['Closing record', written.ok ? written.value : `not written again: another file is at ${pathOf(context, out)}`],
    ]),
  ].join('\n\n');
  return done(
    { ...data, ...(written.ok ? { file: written.value } : {}), ...(closedBefore ? { closedBefore } : {}) },
    text,
  );
}

function writeClosing(context: Context, out: string, closing: Uint8Array): Result<string> {
  const path = pathOf(context, out);
  const text = Buffer.from(closing).toString('utf8');
  if (!existsSync(path)) return writeNewFile(context, out, text);
  const there = readBytes(context, out, LARGEST_PACKAGE['keyferry-ceremony-closing-1']);
  return there.ok && Buffer.compare(there.value, closing) === 0 ? ok(path) : fileExists(path);
}

function fileExists(path: string): Result<never> {
  return fail('file-exists', `The file ${path} is there already, and it is not the closing record of this upload.`, {
    advice: 'Choose another name: --out FILE.',
  });
}
