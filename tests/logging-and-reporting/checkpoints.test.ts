import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signerOf } from '../../main/crypto/index.js';
import {
  coSignerName,
  originOf,
  parseVerifierKey,
  SystemLog,
  verifierKey,
  verifyLive,
} from '../../main/logging-and-reporting/index.js';
import { checkpointText, parseCheckpoint } from '../../main/logging-and-reporting/checkpoint-note.js';
import { canonicalEvent } from '../../main/logging-and-reporting/chain.js';
import { MerkleTree } from '../../main/logging-and-reporting/merkle-tree.js';
import { parseNote, signatureLine, signedBy } from '../../main/logging-and-reporting/signed-note.js';
import canonicalize from 'canonicalize';
import { logAlone, logEvent } from '../support/log.js';
import { must, mustFail } from '../support/must.js';
import { ADMINS, makeStation, stationWithKeys } from '../support/workstation.js';

const ORIGIN = originOf('00000000-0000-4000-8000-000000000001');
const SIGNER = signerOf(new Uint8Array(32).fill(9));

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 6962, 2.1, as it is written there. */
function rootByDefinition(hashes: readonly string[]): Buffer {
  if (hashes.length === 0) return sha256();
  if (hashes.length === 1) return sha256(Uint8Array.of(0), Buffer.from(hashes[0] ?? '', 'hex'));
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return sha256(Uint8Array.of(1), rootByDefinition(hashes.slice(0, split)), rootByDefinition(hashes.slice(split)));
}

async function signedLog() {
  const alone = await logAlone();
  return { ...alone, log: new SystemLog(alone.store, alone.clock, { notary: { origin: ORIGIN, signer: SIGNER } }) };
}

describe('the Merkle tree', () => {
  test('has the root of RFC 6962 at every size, and goes on from its stored nodes', () => {
    const hashes = Array.from({ length: 70 }, (_, at) => sha256(Uint8Array.of(at)).toString('hex'));
    let tree = new MerkleTree();
    const stored = new Map<number, { level: number; upTo: number; hash: Uint8Array }>();
    for (const [at, hash] of hashes.entries()) {
      tree.append(hash);
      for (const node of tree.changes()) stored.set(node.level, node);
      expect(Buffer.from(tree.root())).toEqual(rootByDefinition(hashes.slice(0, at + 1)));
      if (at % 7 === 0) tree = MerkleTree.of(at + 1, [...stored.values()]) ?? tree;
      expect(tree.size).toBe(at + 1);
    }
    expect(Buffer.from(new MerkleTree().root())).toEqual(rootByDefinition([]));
    expect(MerkleTree.of(71, [...stored.values()])).toBeUndefined();
  });
});

describe('signed notes', () => {
  // From https://c2sp.org/tlog-checkpoint: an origin, a size, a root, and a signature of somebody else.
  const EXAMPLE =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';

  test('are read as the specification writes them', () => {
    const parsed = parseCheckpoint(EXAMPLE);
    expect(parsed).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(parsed?.note.signatures[0]).toMatchObject({ keyId: '033de0ae' });
    expect(parsed && checkpointText(parsed)).toBe(parsed?.note.text);
  });

  test.each([
    ['no blank line', EXAMPLE.replace('\n\n', '\n')],
    ['no line feed at its end', EXAMPLE.trimEnd()],
    ['a carriage return', EXAMPLE.replaceAll('\n', '\r\n')],
    ['a size with a zero in front', EXAMPLE.replace('20852163', '020852163')],
    ['a size that is none', EXAMPLE.replace('20852163', '-1')],
    ['a root that is too short', EXAMPLE.replace('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'CsUY')],
    ['a hyphen for the dash', EXAMPLE.replace('\u2014', '-')],
    ['nothing', ''],
  ])('with %s are none', (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  test('whatever is read never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        parseCheckpoint(text);
        parseVerifierKey(text);
        parseNote(`${text}\n\n\u2014 a b\n`);
      }),
      { numRuns: 10_000 },
    );
  });

  test('a key signs, and nobody else did', () => {
    const key = { name: 'a.example/b', kind: 'plain', publicKey: SIGNER.publicKey } as const;
    const text = 'one\ntwo\n';
    const note = parseNote(`${text}\n${signatureLine(text, key.name, SIGNER)}`);
    if (!note) throw new Error('No note.');
    expect(signedBy(note, key)).toEqual({ state: 'valid' });
    expect(signedBy({ ...note, text: 'one\ntwO\n' }, key)).toEqual({ state: 'wrong' });
    expect(signedBy(note, { ...key, name: 'other' })).toEqual({ state: 'absent' });
    expect(parseVerifierKey(verifierKey(key))).toEqual(key);
    expect(parseVerifierKey(verifierKey(key).replace('+', '+0'))).toBeUndefined();
  });
});

test('the canonical form is that of RFC 8785 for whatever an event can hold', () => {
  const text = fc.string({ unit: 'grapheme' });
  const event = fc.record(
    {
      ...{
        sequence: fc.nat(),
        time: fc.nat(),
        service: fc.constant('System' as const),
        level: fc.constant('INFO' as const),
      },
      ...{ event: text, actor: text, approver: text, object: text, message: text, reason: text, requestId: text },
      ...{ outcome: fc.constant('success' as const), previousHash: fc.constant('0'.repeat(64)) },
    },
    { requiredKeys: ['sequence', 'time', 'service', 'level', 'event', 'actor', 'object', 'message', 'previousHash'] },
  );
  fc.assert(
    fc.property(event, (one) => {
      expect(canonicalEvent(one)).toBe(canonicalize(one));
    }),
    { numRuns: 2000 },
  );
});

describe('checkpoints of a workstation', () => {
  test('are signed at first start, unlock, seal, and after privileged acts; all of them fit', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await station.createKey();
    await station.restart();
    const found = await verifyLive(station.workstation.log);
    expect(found).toMatchObject({ sound: true, findings: [] });
    const why = station.workstation.log.checkpoints?.after(0, 100).map((one) => one.why) ?? [];
    expect([...new Set(why)].sort()).toEqual(['privileged', 'seal', 'unlock']);
    const { log } = station.workstation;
    expect(log.checkpoint('asked-for')?.size).toBe(log.lastSequence);
    expect(found?.newest[0]?.signers).toEqual([{ name: log.checkpoints?.origin, state: 'valid' }]);
  });

  test('are signed at least every thousand events', async () => {
    const { log } = await signedLog();
    for (let made = 0; made < 2500; made += 10) log.write(...Array.from({ length: 10 }, () => logEvent()));
    expect(log.checkpoints?.after(0, 10).map(({ size, why }) => [size, why])).toEqual([
      [1000, 'every-1000'],
      [2000, 'every-1000'],
    ]);
  });

  test('the key is the same after every unlock, and of another workstation another', async () => {
    const [one, other] = [await makeStation(), await makeStation()];
    const key = one.workstation.log.checkpoints?.verifierKey;
    one.close();
    expect((await one.open(ADMINS)).log.checkpoints?.verifierKey).toBe(key);
    expect(other.workstation.log.checkpoints?.verifierKey).not.toBe(key);
  });

  test('a log from before there were trees gets one, and a commit that was undone leaves none behind', async () => {
    const { store, log } = await signedLog();
    log.write(...Array.from({ length: 5 }, () => logEvent()));
    store.commit((tx) => tx.run('DELETE FROM log_tree'));
    const again = new SystemLog(
      store,
      { now: () => Date.now(), sleep: () => Promise.resolve(), wait: () => Promise.resolve() },
      { notary: { origin: ORIGIN, signer: SIGNER } },
    );
    expect(() =>
      store.commit((tx) => {
        again.append(tx, [logEvent({ message: 'undone' })]);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    again.write(logEvent());
    again.checkpoint('asked-for');
    expect(await verifyLive(again)).toMatchObject({ events: 6, sound: true });
  });

  test.each([
    ['altered', "UPDATE log_event SET message = 'no' WHERE sequence = 4"],
    ['missing', 'DELETE FROM log_event WHERE sequence = 4'],
  ])('an event of the live log that is %s is found, with its number', async (kind, statement) => {
    const { store, log } = await signedLog();
    log.write(...Array.from({ length: 9 }, () => logEvent()));
    log.checkpoint('asked-for');
    store.commit((tx) => tx.run(statement));
    expect((await verifyLive(log))?.findings[0]).toMatchObject({ kind, sequence: 4 });
  });

  test('a live log that was cut off, or hashed anew with its tree, does not fit its checkpoints', async () => {
    const { store, log, clock } = await signedLog();
    log.write(...Array.from({ length: 9 }, () => logEvent()));
    log.checkpoint('asked-for');
    store.commit((tx) => tx.run('DELETE FROM log_event WHERE sequence > 6'));
    expect((await verifyLive(log))?.findings).toMatchObject([{ kind: 'truncated', sequence: 7 }]);
    const other = new SystemLog(store, clock, { notary: { origin: ORIGIN, signer: SIGNER } });
    other.write(...Array.from({ length: 3 }, () => logEvent({ message: 'another story' })));
    expect((await verifyLive(other))?.findings[0]).toMatchObject({ kind: 'altered', sequence: 1, upTo: 9 });
  });

  test('somebody else can cosign the newest one: with a time, verified, logged, and not twice', async () => {
    const { log } = await signedLog();
    log.write(logEvent());
    const eve = signerOf(new Uint8Array(32).fill(3));
    const by = {
      name: coSignerName('00000000-0000-4000-8000-000000000001', 'Eve + Co'),
      publicKey: eve.publicKey,
      sign: (bytes: Uint8Array) => eve.sign(bytes),
    };
    must(log.cosignCheckpoint(by, 'Eve'));
    expect([...log.each({})].at(-1)).toMatchObject({ event: 'checkpoint-cosigned', actor: 'Eve', outcome: 'success' });
    const found = await verifyLive(log);
    expect(found?.newest[0]?.signers).toMatchObject([
      { name: ORIGIN, state: 'valid' },
      { name: by.name, state: 'valid' },
    ]);
    expect(found?.newest[0]?.signers[1]?.time).toBeGreaterThan(0);
    const lying = { ...by, name: 'liar', sign: () => new Uint8Array(64) };
    expect(mustFail(log.cosignCheckpoint(lying, 'x')).code).toBe('bad-signer');
    expect(mustFail(log.cosignCheckpoint({ ...by, name: 'two words' }, 'x')).code).toBe('bad-signer');
  });
});
