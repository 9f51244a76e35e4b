import { describe, expect, test, vi } from 'vitest';
import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import { keyState } from '../../shared/domain/key.js';
import { base32Character, base32Digit, splitSecret } from '../../main/crypto/index.js';
import * as sheets from '../../main/ceremonies/escrow/share-sheet.js';
import { readShareText, SHARE_GROUPS, shareText } from '../../main/ceremonies/escrow/share-text.js';
import { readEscrowFile } from '../../main/ceremonies/escrow/escrow-file.js';
import { ceremonyKey } from '../../main/store/tables/ceremony-keys.js';
import { airGapped, factsOf, HOLDERS, online, planOf, step } from '../support/ceremony-trip.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import type { Station } from '../support/workstation.js';

const PLAN: CeremonyPlan = planOf({ kind: 'generate-and-escrow', escrow: { threshold: 2, holders: HOLDERS } });
const BACK: CeremonyPlan = planOf({ id: 'bring-back', kind: 'recover-from-escrow', recovery: 'bring-back' });
const PROVE: CeremonyPlan = { ...BACK, id: 'prove-only', recovery: 'prove-only' };

/** An escrow, and the texts that stand on its sheets; the sheets themselves are drawn only where a test looks at them. */
async function held({ plan = PLAN, drawn = false } = {}) {
  const spy = vi.spyOn(sheets, 'shareSheet');
  const stubs = vi.spyOn(sheets, 'shareStubs');
  if (!drawn) for (const one of [spy, stubs]) one.mockResolvedValue(new Uint8Array());
  const station = await airGapped();
  const { work } = station.workstation.ceremonyKeys;
  for (const key of plan.keys) await step(station.workstation, work.generate(plan, key));
  const files = await step(station.workstation, work.split(plan));
  const texts = spy.mock.calls.map(([, share]) => share.text);
  spy.mockRestore();
  stubs.mockRestore();
  const spkiSha256 = work.fingerprintsOf(plan, 'payroll')?.spkiSha256 ?? '';
  return { station, files, texts, escrow: files[`PRACTICE-${plan.id}-escrow.json`] ?? new Uint8Array(), spkiSha256 };
}

const share = (texts: readonly string[], at: number): string => texts[at] ?? '';
const work = (station: Station) => station.workstation.ceremonyKeys.work;

describe('an escrow', () => {
  test('gives a file, a sheet per holder and the stubs; its facts hold no share', async () => {
    const { station, files, texts } = await held({ drawn: true });
    expect(Object.keys(files)).toEqual([
      'PRACTICE-2026-payroll-escrow.json',
      ...[1, 2, 3].map((index) => `PRACTICE-2026-payroll-share-${index}.pdf`),
      'PRACTICE-2026-payroll-share-stubs.pdf',
    ]);
    for (const [name, bytes] of Object.entries(files))
      if (name.endsWith('.pdf')) expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(texts).toHaveLength(3);
    expect(mustFail(await work(station).split(PLAN)).code).toBe('escrow-exists');
    const log = JSON.stringify(station.log());
    for (const text of texts) expect(log).not.toContain(text.slice(12, 40));
  });

  test.each([[[0, 1]], [[2, 0]], [[0, 1, 2]]])(
    'shares %j bring the same public key back, on another workstation',
    async (which) => {
      const { texts, escrow, spkiSha256 } = await held();
      const other = await airGapped();
      await step(
        other.workstation,
        work(other).recover(
          BACK,
          escrow,
          which.map((at) => share(texts, at)),
        ),
      );
      expect(work(other).fingerprintsOf(BACK, 'payroll')?.spkiSha256).toBe(spkiSha256);
      expect(ceremonyKey(other.workstation.store, 'bring-back', 'payroll')?.state).toBe('recovered');
      // And it is a key that can be wrapped.
      const KID = `https://${VAULT}.vault.localhost/keys/kek/${'a'.repeat(32)}`;
      const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fixtureKek(2048).spki).toString('base64')}\n-----END PUBLIC KEY-----`;
      await step(other.workstation, work(other).readKek(BACK, Buffer.from(pem), KID));
      const [spec] = BACK.keys;
      if (spec)
        expect(Object.keys(await step(other.workstation, work(other).wrap(BACK, spec)))).toEqual([
          'PRACTICE-payroll.byok',
        ]);
    },
  );

  test('proved only, nothing is kept', async () => {
    const { texts, escrow, spkiSha256 } = await held();
    const other = await airGapped();
    const proved = must(await work(other).recover(PROVE, escrow, texts.slice(0, 2)));
    expect(factsOf(proved)).toContain(
      `contoso/payroll: proved: it would come back; nothing was kept; the public key is the same, SPKI SHA-256 ${spkiSha256}`,
    );
    other.workstation.store.commit((tx) => proved.record?.(tx));
    expect(work(other).fingerprintsOf(PROVE, 'payroll')).toBeUndefined();
  });

  test('is not brought back by too few, repeated or mixed shares, nor by another file', async () => {
    const { texts, escrow } = await held();
    const second = await held();
    const other = await airGapped();
    const code = async (shares: readonly string[], file = escrow, plan = BACK) =>
      mustFail(await work(other).recover(plan, file, shares)).code;
    expect(await code(texts.slice(0, 1))).toBe('shares-too-few');
    expect(await code([])).toBe('shares-too-few');
    expect(await code([share(texts, 0), share(texts, 0)])).toBe('shares-repeated');
    expect(await code([share(texts, 0), share(second.texts, 1)])).toBe('share-of-another-set');
    expect(await code(texts.slice(0, 2), second.escrow)).toBe('share-of-another-set');
    expect(await code(texts.slice(0, 2), escrow, planOf({ ...BACK, mode: 'PRODUCTION' }))).toBe(
      'practice-in-production',
    );
    const stranger = { ...BACK, keys: [{ group: 'ledger', type: 'p-256' as const, vault: VAULT }] };
    expect(await code(texts.slice(0, 2), escrow, stranger)).toBe('escrow-without-key');
    expect(ceremonyKey(other.workstation.store, 'bring-back', 'payroll')).toBeUndefined();
  });

  test('names the share that is damaged, and the place in it', async () => {
    const { texts, escrow } = await held();
    const other = await airGapped();
    const wrong = share(texts, 1).replace(
      /^(.{18})(.)/,
      (_, before: string, character: string) => before + base32Character(((base32Digit(character) ?? 0) + 1) % 32),
    );
    const failure = mustFail(await work(other).recover(BACK, escrow, [share(texts, 0), wrong]));
    expect([failure.code, failure.message]).toEqual([
      'share-mistyped',
      `Share given as number 2: The share was mistyped or is damaged: group 4 of ${SHARE_GROUPS} does not fit.`,
    ]);
    expect(failure.message).not.toContain(wrong.slice(0, 10));
  });

  test('a share is tested against its holder without being shown', async () => {
    const { station, texts } = await held();
    const tested = must(work(station).testShare(PLAN, 'Bo', share(texts, 1).toLowerCase().replaceAll(' ', '-')));
    expect(factsOf(tested)).toMatch(
      /^Share: 2 of 3\nHolder: Bo\nSet: [0-9a-f]{32}\nChecksum: [0-9a-f]{16}, as it was made$/,
    );
    expect(mustFail(work(station).testShare(PLAN, 'Ann', share(texts, 1)))).toMatchObject({
      code: 'share-of-another-holder',
      message: 'This is share 2, of Bo, and not of Ann.',
    });
    expect(mustFail(work(station).testShare(BACK, 'Bo', share(texts, 1))).code).toBe('no-escrow');
    const { escrows } = station.workstation.ceremonyKeys;
    const { escrow } = await held();
    expect(mustFail(escrows.testShare(escrow, share(texts, 1))).code).toBe('share-of-another-set');
  });
});

describe('a key from escrow in a Key Group', () => {
  test('comes back with origin escrow, and can be pushed', async () => {
    const { texts, escrow, spkiSha256 } = await held();
    const here = await online();
    const group = here.createGroup();
    const { escrows } = here.workstation.ceremonyKeys;
    const key = must(await escrows.recoverInto({ group, file: escrow, shares: texts.slice(1) }));
    expect(key).toMatchObject({ origin: 'escrow', source: 'software', spkiSha256 });
    expect((await here.synchronize()).state).toBe('succeeded');
    expect((await here.versions()).map((version) => version.spkiSha256)).toEqual([spkiSha256]);
    expect(here.keys().map(keyState)).toEqual(['active']);
    const twice = await escrows.recoverInto({ group, file: escrow, shares: texts.slice(1) });
    expect(mustFail(twice).code).toBe('key-is-here');
    expect(here.log().filter(({ event }) => event === 'key-recovered-from-escrow')).toHaveLength(1);
  });

  test('is refused by a group of another type, and by a fingerprint that is not there', async () => {
    const { texts, escrow, spkiSha256 } = await held();
    const here = await online();
    const { escrows } = here.workstation.ceremonyKeys;
    const group = here.createGroup({ keyType: 'p-384' });
    const shares = texts.slice(0, 2);
    expect(mustFail(await escrows.recoverInto({ group, file: escrow, shares })).code).toBe('group-differs');
    const other = here.createGroup({ name: 'elsewhere' });
    expect(mustFail(await escrows.recoverInto({ group: other, file: escrow, shares })).code).toBe('escrow-without-key');
    const fingerprint = spkiSha256.slice(0, 16);
    expect(must(await escrows.recoverInto({ group: other, file: escrow, shares, fingerprint })).origin).toBe('escrow');
    const wrong = await escrows.recoverInto({ group: other, file: escrow, shares, fingerprint: 'ffffffff00000000' });
    expect(mustFail(wrong).code).toBe('escrow-without-key');
  });
});

describe('the text of a share', () => {
  test('finds every single wrong character and every swap of neighbours, and names its group', async () => {
    const made = await splitSecret(new Uint8Array(32).fill(5), { threshold: 2, shares: 2 });
    const [first] = made;
    if (!first) throw new Error('There are shares.');
    const shares = made.map(({ index, checksum }) => ({ index, holder: 'X', checksum }));
    const set = { setId: first.setId, commitment: first.commitment, threshold: 2, shares };
    const text = shareText(first).replaceAll(' ', '');
    expect(text).toHaveLength(SHARE_GROUPS * 5);
    const refused = (changed: string, at: number): void => {
      const failure = mustFail(readShareText(changed, set));
      expect(failure.code).toBe('share-mistyped');
      expect(failure.message).toContain(`group ${Math.floor(at / 5) + 1} `);
    };
    must(readShareText(text, set));
    for (const [at, character] of [...text].entries()) {
      const other = base32Character(((base32Digit(character) ?? 0) + 7) % 32);
      refused(text.slice(0, at) + other + text.slice(at + 1), at);
      const next = text.charAt(at + 1);
      if (at % 5 < 4 && next !== character) refused(text.slice(0, at) + next + character + text.slice(at + 2), at);
    }
    const groups = text.match(/.{5}/g) ?? [];
    const swapped = [groups[1], groups[0], ...groups.slice(2)].join('');
    expect(mustFail(readShareText(swapped, set)).message).toContain('groups 1, 2 of 18 do not fit');
    expect(mustFail(readShareText(text.slice(0, 80), set)).code).toBe('not-a-share');
  });
});

test('an escrow file holds no private key in the clear', async () => {
  const { escrow } = await held();
  const file = must(readEscrowFile(escrow));
  expect(file.keys.map(({ group, type }) => [group, type])).toEqual([['payroll', 'p-256']]);
  expect(Buffer.from(escrow).toString()).not.toContain('PRIVATE');
});
