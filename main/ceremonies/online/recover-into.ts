import { randomUUID } from 'node:crypto';
import type { Key } from '../../../shared/domain/key.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import { asId } from '../../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { overwrite } from '../../crypto/index.js';
import { adoptKey } from '../../key-management/index.js';
import type { KeySource } from '../../key-sources/index.js';
import {
  readEscrowFile,
  secretOf,
  setOf,
  takeOut,
  type ReadEscrowedKey,
  type ReadEscrowFile,
} from '../escrow/escrow-file.js';
import { readShareText } from '../escrow/share-text.js';
import { checkMode } from '../keys/read-kek.js';
import type { OnlineParts } from './parts.js';

export interface RecoverInto {
  readonly group: KeyGroup;
  readonly file: Uint8Array;
  readonly shares: readonly string[];
  /** Beginning of the SPKI SHA-256; left out: the key of that group and vault. */
  readonly fingerprint?: string;
}

/** Escrow files on a workstation with Key Groups: a share is tested, a key comes back into its group. */
export class Escrows {
  readonly #parts: OnlineParts & { readonly keySource: KeySource };

  constructor(parts: OnlineParts & { readonly keySource: KeySource }) {
    this.#parts = parts;
  }

  /** Whether a share is the one that was made for this file. Nothing of it is shown or kept. Codes of the file and of readShareText. */
  testShare(
    bytes: Uint8Array,
    text: string,
  ): Result<{
    readonly index: number;
    readonly holder: string;
    readonly ceremony: string;
    readonly setId: string;
    readonly threshold: number;
    readonly total: number;
  }> {
    const file = readEscrowFile(bytes);
    if (!file.ok) return file;
    const share = readShareText(text, setOf(file.value));
    const { ceremony, set } = file.value;
    if (!share.ok) {
      this.#log(
        'ceremony-share-tested',
        'WARN',
        ceremony,
        `A share of the set ${set.id} was tested: ${share.failure.message}`,
      );
      return share;
    }
    overwrite(share.value.share);
    const holder = set.shares.find(({ index }) => index === share.value.index)?.holder ?? '';
    const { index } = share.value;
    this.#log(
      'ceremony-share-tested',
      'INFO',
      ceremony,
      `Share ${index} (${holder}) of the set ${set.id} was tested: it is the one that was made.`,
    );
    return ok({ index, holder, ceremony, setId: set.id, threshold: set.threshold, total: set.shares.length });
  }

  /** How many shares a file asks for. Codes as readEscrowFile. */
  sharesNeeded(bytes: Uint8Array): Result<number> {
    const file = readEscrowFile(bytes);
    return file.ok ? ok(file.value.set.threshold) : file;
  }

  /**
   * Brings a key back into a Key Group of this workstation. Codes of the file, the shares and KeySource.take,
   * `escrow-without-key`, `escrow-key-ambiguous`, `group-differs`, `key-is-here`, those of another mode.
   */
  async recoverInto({ group, file: bytes, shares, fingerprint }: RecoverInto): Promise<Result<Key>> {
    const { store, keyManagement, keySource, clock } = this.#parts;
    const file = readEscrowFile(bytes);
    if (!file.ok) return file;
    const credential = this.#parts.credentialById(group.credentialId);
    if (!credential.ok) return credential;
    const practice = credential.value.cloud === 'practice';
    const mode = checkMode(file.value.mode, practice, `The Key Group ${group.name}`);
    if (!mode.ok) return mode;
    const chosen = choose(file.value, group, fingerprint);
    if (!chosen.ok) return chosen;
    const present = keyManagement.keys.list(group).find(({ spkiSha256 }) => spkiSha256 === chosen.value.spkiSha256);
    if (present && present.source !== 'ceremony')
      return fail(
        'key-is-here',
        `The key ${present.name} of ${group.name} has this public key, and its private half is here.`,
      );
    const secret = await secretOf(file.value, shares);
    if (!secret.ok) return secret;
    try {
      const id = present?.id ?? asId.key(randomUUID());
      const made = takeOut(file.value, chosen.value, { keySource, id, secret: secret.value });
      if (!made.ok) return made;
      const name = present?.name ?? keyManagement.keys.nextName(group);
      const { spki, spkiSha256, thumbprint } = chosen.value;
      const adopted = {
        spki,
        spkiSha256,
        thumbprint,
        source: keySource.kind,
        origin: 'escrow',
        madeAt: clock.now(),
      } as const;
      const object = `${group.vault}/${group.name}/${name}`;
      const key = store.commit((tx) => {
        this.#parts.log.append(tx, [
          {
            ...{ service: 'Key Management', level: 'WARN', actor: this.#parts.actor.name, object },
            event: 'key-recovered-from-escrow',
            message: `The key ${name} of ${group.name} was brought back from the escrow set ${file.value.set.id} (${file.value.ceremony}); SPKI SHA-256 ${spkiSha256}.`,
          },
        ]);
        return adoptKey(tx, store, { group, name, key: { ...adopted, sealed: { id, material: made.value.material } } });
      });
      return keyManagement.keys.find(group, key.name);
    } finally {
      overwrite(secret.value);
    }
  }

  #log(event: 'ceremony-share-tested', level: 'INFO' | 'WARN', object: string, message: string): void {
    this.#parts.log.write({ service: 'Key Management', level, event, actor: this.#parts.actor.name, object, message });
  }
}

function choose(file: ReadEscrowFile, group: KeyGroup, fingerprint: string | undefined): Result<ReadEscrowedKey> {
  const wanted = fingerprint?.toLowerCase().replaceAll(/\s/g, '');
  const found = file.keys.filter((key) =>
    wanted === undefined
      ? key.group.toLowerCase() === group.name.toLowerCase() && key.vault.toLowerCase() === group.vault.toLowerCase()
      : wanted.length >= 8 && key.spkiSha256.startsWith(wanted),
  );
  const [key, other] = found;
  const holds = file.keys.map((one) => `${one.vault}/${one.group} (${one.spkiSha256.slice(0, 16)})`).join(', ');
  if (!key)
    return fail('escrow-without-key', `The escrow file of ${file.ceremony} holds no such key.`, {
      advice: `It holds ${holds}. Name one by its fingerprint: --key FINGERPRINT.`,
    });
  if (other)
    return fail('escrow-key-ambiguous', 'More than one key of the escrow file fits.', {
      advice: `It holds ${holds}. Name one by its fingerprint: --key FINGERPRINT.`,
    });
  if (key.type === group.keyType) return ok(key);
  return fail(
    'group-differs',
    `The Key Group ${group.name} has keys of the type ${group.keyType}; this one is ${key.type}.`,
    {
      advice: 'Create a group of that type, and bring the key back into it.',
    },
  );
}
