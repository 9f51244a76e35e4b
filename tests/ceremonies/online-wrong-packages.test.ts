import canonicalize from 'canonicalize';
import { beforeEach, describe, expect, test } from 'vitest';
import { signerOf, verifySignature, type Signer } from '../../main/crypto/index.js';
import { airGapped, holdCeremony, kekFor, keyOf, online, planOf } from '../support/ceremony-trip.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';
import { CLIENT, SECRET, TENANT, VAULT } from '../support/practice.js';
import { CREDENTIAL, type Station } from '../support/workstation.js';

type Members = Record<string, unknown>;
const FORGER: Signer = signerOf(new Uint8Array(32).fill(9));

let here: Station;
let there: Station;
let file: Uint8Array;
beforeEach(async () => {
  here = await online();
  there = await airGapped(here.clock);
  file = await holdCeremony(there, await kekFor(here));
});

const membersOf = (bytes: Uint8Array): Members => JSON.parse(Buffer.from(bytes).toString('utf8')) as Members;
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));

/** Changed members under a signature that fits: as the workstation of the ceremony itself would have to be fooled. */
function signedAnew(change: Members): { readonly file: Uint8Array; readonly workstationKey: string } {
  const key = Buffer.from(FORGER.publicKey).toString('hex');
  const { signature: _, ...body } = { ...membersOf(file), ...change };
  const workstation = { id: '11111111-1111-4111-8111-111111111111', key };
  const signed = Buffer.from(`${String(body['format'])}\n${canonicalize({ ...body, workstation }) ?? ''}`);
  const signature = FORGER.sign(signed);
  expect(verifySignature(FORGER.publicKey, signed, signature)).toBe(true);
  const text = canonicalize({ ...body, workstation, signature: Buffer.from(signature).toString('hex') });
  return { file: bytesOf(`${text ?? ''}\n`), workstationKey: key };
}

function ask(change: { file?: Uint8Array; workstationKey?: string; credential?: string } = {}) {
  const request = { file, credential: CREDENTIAL, workstationKey: keyOf(there), ...change };
  return here.workstation.ceremonyKeys.upload.run(request);
}

const kekOf = (): Members => membersOf(file)['kek'] as Members;
const keysOf = (): Members[] => membersOf(file)['keys'] as Members[];

async function addCredential(name: string, cloud: 'public' | 'practice'): Promise<void> {
  must(await here.workstation.credentials.add({ name, cloud, tenantId: TENANT, clientId: CLIENT }, SECRET));
}

/** What is wrong, the code, words of the sentence, and the request that is made with it. */
const WRONG: readonly [what: string, code: string, words: string, wrong: () => unknown][] = [
  [
    'a changed byte',
    'package-altered',
    'changed after it was signed',
    () => ask({ file: bytesOf(Buffer.from(file).toString('utf8').replace('"payroll"', '"payrolI"')) }),
  ],
  [
    'an old schema',
    'package-old-schema',
    'has the schema keyferry-ceremony-package-0',
    () => ask(signedAnew({ format: 'keyferry-ceremony-package-0' })),
  ],
  ['another file', 'package-unreadable', 'not JSON', () => ask({ file: bytesOf('hello') })],
  ['the KEK package', 'package-other-kind', 'This is a KEK package', async () => ask({ file: await kekFor(here) })],
  [
    'a package of another workstation, rightly signed',
    'ceremony-other-workstation',
    'another workstation than the one of the ceremony',
    () => ask({ file: signedAnew({}).file }),
  ],
  ['a key that is none', 'ceremony-key-malformed', '64 hexadecimal digits', () => ask({ workstationKey: 'abcd' })],
  [
    'a practice file with a credential of production',
    'practice-in-production',
    'is of a rehearsal (PRACTICE)',
    async () => {
      await addCredential('real', 'public');
      return ask({ credential: 'real' });
    },
  ],
  [
    'a production file with a credential of the practice vault',
    'practice-in-production',
    'is of a rehearsal (PRACTICE), and this is PRODUCTION',
    () => ask(signedAnew({ mode: 'PRODUCTION' })),
  ],
  [
    'the key for another vault than the KEK',
    'package-wrong-vault',
    'for the vault fabrikam',
    () => ask(signedAnew({ keys: keysOf().map((key) => ({ ...key, vault: 'fabrikam' })) })),
  ],
  [
    'a KEK of another cloud',
    'package-wrong-vault',
    'were wrapped for contoso.vault.localhost',
    async () => {
      await addCredential('real', 'public');
      return ask({ ...signedAnew({ mode: 'PRODUCTION' }), credential: 'real' });
    },
  ],
  [
    'a swapped kid',
    'swapped-kid',
    'names another KEK',
    () =>
      ask(
        signedAnew({
          kek: {
            ...kekOf(),
            kid: String(kekOf()['kid'])
              .replace(/.$/, '0')
              .replace(/^(.*\/)./, '$1f'),
          },
        }),
      ),
  ],
  [
    'another KEK under our kid',
    'kek-other-key',
    'another public key than that of the KEK',
    () => ask(signedAnew({ kek: { ...kekOf(), spkiSha256: 'a'.repeat(64) } })),
  ],
  [
    'a KEK that this workstation did not make',
    'kek-unknown',
    'was not made by this workstation',
    () => {
      here.workstation.store.commit((tx) => tx.run('DELETE FROM ceremony_kek'));
      return ask();
    },
  ],
  [
    'a KEK that was removed here',
    'kek-gone',
    'was removed from the vault contoso already',
    async () => {
      const { keks } = here.workstation.ceremonyKeys;
      for (const { name } of keks.list()) must(await keks.remove(name));
      return ask();
    },
  ],
  [
    'a KEK that somebody deleted in the vault',
    'kek-gone',
    'is not in the vault any more',
    async () => {
      const [kek] = here.workstation.ceremonyKeys.keks.list();
      await deleteInVault(kek?.name ?? '');
      return ask();
    },
  ],
  [
    'an expired KEK',
    'kek-expired',
    'expired on 2026-12-07',
    () => {
      here.clock.advance(15 * 86_400_000);
      return ask();
    },
  ],
  [
    'a group that has keys of another type',
    'group-differs',
    'with keys of the type p-384',
    () => {
      here.createGroup({ keyType: 'p-384' });
      return ask();
    },
  ],
  [
    'a group that is rotated by schedule',
    'group-rotates',
    'is rotated by this workstation every 90d',
    () => {
      here.createGroup({ rotateEvery: '90d' });
      return ask();
    },
  ],
  ['a credential that is not there', 'credential-not-found', 'nobody', () => ask({ credential: 'nobody' })],
  [
    'a workstation that is not the designated device',
    'not-designated',
    'not the designated device',
    () => {
      must(here.workstation.settings.set('designated-device', 'off'));
      return ask();
    },
  ],
];

async function deleteInVault(name: string): Promise<void> {
  const { sdk } = await import('../support/practice.js');
  const poller = await sdk(here.practice.service).beginDeleteKey(name, { intervalInMs: 1 });
  expect(poller).toBeDefined();
}

/** Cases that leave nothing behind share two workstations; the others change the one that they ask. */
const LEAVE_A_MARK = new Set([
  'a practice file with a credential of production',
  'a KEK of another cloud',
  'a KEK that this workstation did not make',
  'a KEK that was removed here',
  'a KEK that somebody deleted in the vault',
  'an expired KEK',
  'a group that has keys of another type',
  'a group that is rotated by schedule',
  'a workstation that is not the designated device',
]);

async function expectRefused([what, code, words, wrong]: (typeof WRONG)[number]): Promise<void> {
  const failure = mustFail((await wrong()) as Awaited<ReturnType<typeof ask>>);
  expect([failure.code, failure.message], what).toEqual([code, expect.stringContaining(words)]);
  expect(await here.versions(), what).toEqual([]);
  expect(here.workstation.jobs.list(), what).toEqual([]);
  expect(here.practice.service.requests.get('import 200'), what).toBeUndefined();
  const last = here
    .log()
    .filter(({ event }) => event === 'ceremony-package-refused')
    .at(-1);
  expect(last, what).toMatchObject({ level: 'ERROR', outcome: 'failure', reason: code });
}

describe('a wrong package is refused with its own sentence, and nothing is uploaded', () => {
  test.each(WRONG.filter(([what]) => LEAVE_A_MARK.has(what)))('%s', (...wrong) => expectRefused(wrong));

  const others = WRONG.filter(([what]) => !LEAVE_A_MARK.has(what));
  test(others.map(([what]) => what).join('; '), async () => {
    for (const wrong of others) await expectRefused(wrong);
    expect(others).toHaveLength(WRONG.length - LEAVE_A_MARK.size);
  });

  test('and the right one goes through', async () => {
    expect(must(await ask()).failure).toBeUndefined();
    expect(await here.versions()).toHaveLength(1);
  });
});

test('a KEK from elsewhere is asked of the vault, and left to those who made it', async () => {
  const { keks } = here.workstation.ceremonyKeys;
  const [kek] = keks.list();
  if (kek?.kid === undefined) throw new Error('There is a KEK.');
  // The same KEK, made by another tool: PEM and kid by hand.
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fixtureKek(2048).spki).toString('base64')}\n-----END PUBLIC KEY-----\n`;
  here.workstation.store.commit((tx) => tx.run('DELETE FROM ceremony_kek'));
  const plan = planOf({ id: 'other-tool' });
  const { work } = there.workstation.ceremonyKeys;
  const read = must(work.readKek(plan, bytesOf(pem), kek.kid));
  expect(read.kek).toMatchObject({ origin: 'elsewhere', vault: VAULT, practice: true });
  const { step } = await import('../support/ceremony-trip.js');
  const [spec] = plan.keys;
  if (!spec) throw new Error('The plan has a key.');
  await step(there.workstation, work.readKek(plan, bytesOf(pem), kek.kid));
  await step(there.workstation, work.generate(plan, spec));
  await step(there.workstation, work.wrap(plan, spec));
  const files = await step(there.workstation, work.exportPackage(plan, ''));
  const done = must(await ask({ file: files['PRACTICE-other-tool-package.json'] ?? new Uint8Array() }));
  expect([done.failure, done.kekRemoved]).toEqual([undefined, 'left']);
  expect(await here.versions()).toHaveLength(1);
  expect(await here.keksInVault()).toHaveLength(1);

  // Another package under the same KEK, and this time it is asked to be removed.
  const second = planOf({ id: 'other-again', keys: [{ ...spec, group: 'ledger' }] });
  const [ledger] = second.keys;
  if (!ledger) throw new Error('The plan has a key.');
  await step(there.workstation, work.readKek(second, bytesOf(pem), kek.kid));
  await step(there.workstation, work.generate(second, ledger));
  await step(there.workstation, work.wrap(second, ledger));
  const more = await step(there.workstation, work.exportPackage(second, ''));
  const again = { file: more['PRACTICE-other-again-package.json'] ?? new Uint8Array(), removeKek: true };
  const removed = must(await ask(again));
  expect([removed.failure, removed.kekRemoved, removed.closedBefore]).toEqual([undefined, 'purged', undefined]);
  expect(JSON.parse(Buffer.from(removed.closing ?? []).toString())).toMatchObject({ kek: { removed: 'purged' } });
  expect(await here.keksInVault()).toEqual([]);
  expect(must(await ask(again))).toMatchObject({ jobs: [], closedBefore: { by: 'Ada' }, keys: removed.keys });
});
