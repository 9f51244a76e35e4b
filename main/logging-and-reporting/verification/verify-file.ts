import { existsSync, readFileSync, statSync } from 'node:fs';
import { isSound, type CheckpointSigner, type LogFinding } from '../../../shared/domain/log-verification.js';
import type { ExportFormat } from '../../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { BLOCK_ROWS } from '../export-file.js';
import { LINE_FORMATS } from '../formats/index.js';
import { isSignedBy, manifestFile, parseManifest, type SignedManifest } from '../manifest.js';
import { parseVerifierKey, verifierKey, type NoteKey } from '../signed-note.js';
import { checkCheckpoint, sameBytes, type CheckedCheckpoint } from './checkpoint-check.js';
import { LogExaminer } from './examiner.js';
import { walkFile, type FileWalk } from './row-reader.js';

/** A manifest or a checkpoint of ours is far smaller. */
const LARGEST_SIDE_FILE = 16 * 1024 * 1024;

export interface VerifyFileRequest {
  readonly file: string;
  /** undefined: `FILE.manifest.json` where it is there. */
  readonly manifest?: string | undefined;
  /** Verifier keys that were got on another way than with the file. */
  readonly keys?: readonly string[] | undefined;
  /** Files of checkpoints that were known before. */
  readonly checkpoints?: readonly string[] | undefined;
}

/** What a verification of an exported file found. */
export interface FileVerification {
  readonly file: string;
  readonly format: ExportFormat;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly sha256: string;
  readonly sound: boolean;
  readonly findings: readonly LogFinding[];
  /** It holds the events that fit a filter, not the whole log. */
  readonly selection: boolean;
  /** Who signed the checkpoint of the manifest. */
  readonly signers: readonly CheckpointSigner[];
  /** The key that the manifest is signed with, where it is. */
  readonly key?: string;
  /** Whether that key was given from outside. */
  readonly keyKnown: boolean;
  /** What could not be shown, and why. */
  readonly limits: readonly string[];
}

/**
 * Verifies an exported log with nothing but the file, its manifest and what is known from before; no data folder is
 * needed. Codes `file-unreadable`, `bad-key`, `bad-input`.
 */
export async function verifyFile(request: VerifyFileRequest): Promise<Result<FileVerification>> {
  const keys = knownKeys(request.keys ?? []);
  if (!keys.ok) return keys;
  const sides = readSides(request);
  if (!sides.ok) return sides;
  const check = new FileCheck(sides.value, keys.value);
  try {
    return ok(check.result(request.file, await check.walk(request.file)));
  } catch (error) {
    return unreadable(request.file, error);
  }
}

function knownKeys(texts: readonly string[]): Result<readonly NoteKey[]> {
  const keys = texts.map((text) => ({ text, key: parseVerifierKey(text) }));
  const bad = keys.find(({ key }) => key === undefined);
  if (bad) {
    return fail('bad-key', `This is no verifier key: ${bad.text.slice(0, 60)}`, {
      advice: 'It is NAME+ID+BASE64, as `keyferry logs key` prints it on the workstation.',
    });
  }
  return ok(keys.flatMap(({ key }) => key ?? []));
}

interface Sides {
  /** Its text; undefined where there is none. */
  readonly manifest: string | undefined;
  readonly checkpoints: readonly { readonly name: string; readonly text: string }[];
}

function readSides({ file, manifest, checkpoints = [] }: VerifyFileRequest): Result<Sides> {
  const beside = manifestFile(file);
  const wanted = manifest ?? (existsSync(beside) ? beside : undefined);
  const found = wanted === undefined ? ok(undefined) : readSmall(wanted);
  if (!found.ok) return found;
  const known: { name: string; text: string }[] = [];
  for (const name of checkpoints) {
    const text = readSmall(name);
    if (!text.ok) return text;
    known.push({ name, text: text.value });
  }
  return ok({ manifest: found.value, checkpoints: known });
}

function readSmall(file: string): Result<string> {
  try {
    if (statSync(file).size > LARGEST_SIDE_FILE)
      return fail('bad-input', `${file} is too large to be a manifest or a checkpoint.`);
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    return unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Result<never> {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return fail('file-unreadable', `${file} cannot be read (${String(error.code)}).`, {
    advice: 'Check its name, and that it belongs to you.',
  });
}

/** One file with all that is known about it. */
class FileCheck {
  readonly #findings: LogFinding[] = [];
  readonly #limits: string[] = [];
  /** Only one whose signature fits: what an altered one says is not relied on. */
  readonly #manifest: SignedManifest | undefined;
  readonly #key: NoteKey | undefined;
  readonly #keyKnown: boolean;
  readonly #selection: boolean;
  readonly #own: CheckedCheckpoint | undefined;
  readonly #earlier: readonly { readonly name: string; readonly checked: CheckedCheckpoint }[];
  readonly #examiner: LogExaminer;
  readonly #blockStarts: number[] = [];
  #formatsRow = 0;

  constructor({ manifest, checkpoints }: Sides, known: readonly NoteKey[]) {
    const parsed = manifest === undefined ? undefined : parseManifest(manifest);
    const named = parsed && parseVerifierKey(parsed.key);
    this.#keyKnown = named !== undefined && known.some((key) => verifierKey(key) === parsed?.key);
    this.#key = named;
    const isSigned = parsed !== undefined && named !== undefined && isSignedBy(parsed, named.publicKey);
    this.#manifest = isSigned && (this.#keyKnown || known.length === 0) ? parsed : undefined;
    if (manifest !== undefined) this.#lookAtManifest(parsed, isSigned, known);
    else
      this.#limits.push(
        'There is no manifest: that the file is whole at its end, and whose log it is, cannot be told from it alone.',
      );
    const keys = known.length > 0 ? known : named ? [named] : [];
    this.#selection = parsed?.selection ?? false;
    this.#own = parsed && checkCheckpoint(parsed.checkpoint, keys, 'The checkpoint of the manifest');
    this.#earlier = checkpoints.map(({ name, text }) => ({ name, checked: checkCheckpoint(text, keys, name) }));
    const rootsAt = [this.#own, ...this.#earlier.map(({ checked }) => checked)].flatMap((one) =>
      one?.ok ? [one.body.size] : [],
    );
    this.#examiner = new LogExaminer({ selection: this.#selection, rootsAt });
  }

  /** Reads the file once. */
  walk(file: string): Promise<FileWalk> {
    const blockRows = this.#manifest?.blockRows ?? BLOCK_ROWS;
    return walkFile(file, {
      format: this.#manifest?.format,
      blockRows,
      onRow: (row, format) => {
        const { read, row: write } = LINE_FORMATS[format];
        const found = read(row);
        // A row has to be what Keyferry writes, to the letter: what the hash does not cover is covered by that.
        const exact = !found?.event || format === 'cef' || format === 'rfc5424' || write(found.event) === `${row}\n`;
        this.#examiner.row(exact ? found : undefined);
        if (this.#formatsRow % blockRows === 0) this.#blockStarts.push(this.#examiner.last);
        this.#formatsRow += 1;
      },
    });
  }

  result(file: string, walk: FileWalk): FileVerification {
    const { rows, first, last } = this.#examiner;
    this.#findings.push(...this.#examiner.findings());
    this.#compareWithManifest(walk);
    this.#compareWithCheckpoint();
    for (const { name, checked } of this.#earlier) this.#compareWithEarlier(name, checked);
    if (walk.format === 'text')
      this.#limits.push(
        'Text holds no hashes: its rows are shown to be unchanged by the manifest only. Prefer JSON Lines.',
      );
    const findings = this.#findings.sort((a, b) => Number(a.remark ?? false) - Number(b.remark ?? false));
    return {
      ...{ file, format: walk.format, rows, first, last, sha256: walk.sha256 },
      ...{ sound: isSound(findings), findings, selection: this.#selection },
      signers: this.#own?.signers ?? [],
      ...(this.#key ? { key: verifierKey(this.#key) } : {}),
      keyKnown: this.#keyKnown,
      limits: this.#limits,
    };
  }

  #lookAtManifest(parsed: SignedManifest | undefined, isSigned: boolean, known: readonly NoteKey[]): void {
    if (!parsed || !this.#key) this.#add('manifest-altered', 'The manifest is none that Keyferry wrote.');
    else if (!isSigned)
      this.#add(
        'manifest-altered',
        'The manifest was altered: its signature does not fit. What it says is not relied on.',
      );
    else if (!this.#keyKnown && known.length > 0)
      this.#add('wrong-key', `The manifest is signed by another key than the one you gave: ${parsed.key}`);
    else if (!this.#keyKnown)
      this.#limits.push(
        `The signatures fit the key that came with the file. Compare it with the one you got on another way (keyferry logs key), or give that one with --key: ${parsed.key}`,
      );
  }

  #compareWithManifest(walk: FileWalk): void {
    const { last, rows } = this.#examiner;
    const manifest = this.#manifest;
    const said = manifest ?? {
      rows: undefined,
      lastSequence: this.#own?.ok && !this.#selection ? this.#own.body.size : 0,
    };
    if (said.lastSequence > last || (walk.cutOff && said.lastSequence >= last)) {
      const what = manifest ? 'the manifest says' : 'its checkpoint was signed over';
      this.#add('truncated', `The file ends at event ${last}; ${what} ${said.lastSequence}.`, last + 1);
    } else if (walk.cutOff) this.#add('truncated', `The file ends inside the row after event ${last}.`, last + 1);
    if (!manifest) return;
    if (last > manifest.lastSequence)
      this.#add(
        'added',
        `The file goes on after event ${manifest.lastSequence}, where it ended.`,
        manifest.lastSequence + 1,
      );
    if (walk.sha256 === manifest.sha256 || this.#hasRealFinding()) return;
    const { sequence, upTo } = this.#firstBadBlock(walk, manifest);
    if (this.#selection && rows < manifest.rows)
      this.#add('missing', `${manifest.rows - rows} event(s) of the selection are missing.`, sequence, upTo);
    else if (rows > manifest.rows) this.#add('added', `${rows - manifest.rows} row(s) were added.`, sequence, upTo);
    else this.#add('altered', 'The file is not what was exported: its SHA-256 is another one.', sequence, upTo);
  }

  /** Between which events the first difference lies, by the sums of the blocks. */
  #firstBadBlock(walk: FileWalk, manifest: SignedManifest): { sequence: number; upTo: number } {
    if (walk.headAltered) return { sequence: manifest.firstSequence, upTo: manifest.firstSequence };
    const bad = manifest.blocks.findIndex((sum, at) => walk.blocks[at] !== sum);
    const block = bad < 0 ? manifest.blocks.length : bad;
    const sequence = this.#blockStarts[block] ?? this.#examiner.last;
    const next = this.#blockStarts[block + 1];
    return { sequence, upTo: next === undefined ? manifest.lastSequence : next - 1 };
  }

  #compareWithCheckpoint(): void {
    const own = this.#own;
    if (!own) return;
    if (!own.ok) {
      this.#findings.push(own.finding);
      return;
    }
    const root = this.#examiner.rootAt(own.body.size);
    if (root === undefined || sameBytes(root, own.body.root) || this.#hasRealFinding()) return;
    this.#add(
      'altered',
      'All hashes fit, but this is not the log that the checkpoint was signed over: it was hashed anew.',
      1,
      own.body.size,
    );
  }

  #compareWithEarlier(name: string, checked: CheckedCheckpoint): void {
    if (!checked.ok) {
      this.#findings.push(checked.finding);
      return;
    }
    const { size, root: wanted, origin } = checked.body;
    if (this.#own?.ok && this.#own.body.origin !== origin) {
      this.#add('wrong-key', `${name} belongs to another log (${origin}).`);
      return;
    }
    const { last, isWhole } = this.#examiner;
    if (this.#selection) {
      const known = this.#own?.ok ? this.#own.body.size : 0;
      if (known < size)
        this.#rolledBack(
          `${name} was signed over ${size} events; the log had only ${known} when this was exported.`,
          known + 1,
        );
      else this.#limits.push(`That ${name} is a beginning of this log cannot be shown with a selection.`);
    } else if (size > last) {
      this.#rolledBack(`${name} was signed over ${size} events; this log ends at event ${last}.`, last + 1);
    } else if (!isWhole) {
      this.#limits.push(
        `Whether ${name} is a beginning of this log cannot be told: events are missing, or unreadable.`,
      );
    } else if (!sameBytes(this.#examiner.rootAt(size), wanted)) {
      this.#rolledBack(`${name} is no beginning of this log: its first ${size} events were others then.`, 1, size);
    }
  }

  #rolledBack(sentence: string, sequence: number, upTo?: number): void {
    this.#add('rolled-back', `The log was rolled back. ${sentence}`, sequence, upTo);
  }

  #hasRealFinding(): boolean {
    return this.#findings.some(
      ({ kind, remark }) => !remark && ['altered', 'missing', 'reordered', 'added', 'truncated'].includes(kind),
    );
  }

  #add(kind: LogFinding['kind'], sentence: string, sequence?: number, upTo?: number): void {
    this.#findings.push({
      kind,
      sentence,
      ...(sequence === undefined ? {} : { sequence }),
      ...(upTo === undefined || upTo === sequence ? {} : { upTo }),
    });
  }
}
