import { describe, expect, test } from 'vitest';
import { openWorkstation, recoverWorkstation } from '../../main/workstation.js';
import { must, mustFail } from '../support/must.js';
import { ADA, ADMINS, BEN, makeStation, type Station } from '../support/workstation.js';

const CAT = { name: 'Cat', passphrase: 'three lanterns over the old canal' };
const DAN = { name: 'Dan', passphrase: 'a paper boat beneath the lighthouse' };
const BOTH = { logins: ADMINS, justification: 'As agreed on Monday.' };
const HOLDERS = ['Notary', 'Bank', 'Board'];

const recovery = (station: Station) => station.workstation.people.recovery;

async function withSheets() {
  const station = await makeStation();
  const made = must(await recovery(station).make({ threshold: 2, holders: HOLDERS }, BOTH));
  return { station, made, texts: made.sheets.map(({ text }) => text) };
}

describe('recovery shares', () => {
  test('are 18 groups of four for each holder, and nothing of them is kept or logged', async () => {
    const { station, made, texts } = await withSheets();
    expect(made.sheets.map(({ holder, index }) => [holder, index])).toEqual([
      ['Notary', 1],
      ['Bank', 2],
      ['Board', 3],
    ]);
    for (const text of texts) expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4} ){17}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(station.workstation.people.identities.recovery).toEqual({
      setId: made.setId,
      createdAt: made.createdAt,
      threshold: 2,
      holders: HOLDERS,
    });
    const kept = JSON.stringify([station.workstation.identities, station.log()]);
    for (const text of texts) {
      expect(kept).not.toContain(text);
      expect(kept).not.toContain(text.replaceAll(' ', '').slice(16, 40));
    }
  });

  test('are tested without opening or showing anything, however they are typed', async () => {
    const { station, texts } = await withSheets();
    const [one = '', two = '', three = ''] = texts;
    const typed = one.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(must(await recovery(station).test([typed, three])).opens).toBe(true);
    expect(must(await recovery(station).test([two, one, three])).opens).toBe(true);
    const last = station.log({ service: 'Identity' }).at(-1);
    expect(last).toMatchObject({ event: 'recovery-tested', level: 'INFO', outcome: 'success', actor: 'Ada' });
  });

  test('say what is wrong with them', async () => {
    const { station, texts } = await withSheets();
    const [one = '', two = ''] = texts;
    const sentence = async (...shares: string[]): Promise<string> => {
      const tested = must(await recovery(station).test(shares));
      expect(tested.opens).toBe(false);
      return tested.sentence;
    };
    expect(await sentence(one)).toContain('1 of the 2 shares needed are here.');
    expect(await sentence(one, one)).toContain('The same share came twice.');
    expect(await sentence(one, two.slice(0, -1))).toContain('this has 71 characters');
    expect(await sentence(one, `${two.slice(0, -1)}U`)).toContain('a character that does not occur');
    const at = 40;
    const flipped = two.slice(0, at) + (two[at] === '7' ? '8' : '7') + two.slice(at + 1);
    expect(await sentence(one, flipped)).toContain('mistyped');
    must(await recovery(station).make({ threshold: 2, holders: HOLDERS }, BOTH));
    expect(await sentence(one, two)).toContain('belongs to another set');
  });

  test.each<[number, readonly string[], string]>([
    [1, HOLDERS, 'bad-threshold'],
    [4, HOLDERS, 'bad-threshold'],
    [2, ['Notary', ' notary '], 'name-twice'],
    [2, ['Notary', '  '], 'bad-name'],
  ])('%s of %j are refused', async (threshold, holders, code) => {
    const station = await makeStation();
    expect(mustFail(await recovery(station).make({ threshold, holders }, BOTH)).code).toBe(code);
    expect(station.workstation.people.identities.recovery).toBeUndefined();
  });
});

describe('the lost-administrator day', () => {
  const NEW = { administrators: [CAT, DAN], lost: ['Ada'], justification: 'Ada has left the house.' };

  test('two shares make new Administrators; the lost one is out, the shares are worth nothing, all of it is logged', async () => {
    const { station, texts } = await withSheets();
    station.createGroup();
    const key = await station.createKey();
    station.close();
    const shares = texts.slice(1);
    const done = must(await recoverWorkstation(station.folder, { ...NEW, shares }, station.options));
    expect(done).toEqual({ administrators: ['Cat', 'Dan'], threshold: 2 });

    expect(mustFail(await openWorkstation(station.folder, ADMINS, station.options)).code).toBe('identity-disabled');
    await station.open([CAT, DAN]);
    expect(station.keys()[0]?.spkiSha256).toBe(key.spkiSha256);
    expect(station.workstation.people.identities.recovery).toBeUndefined();
    const used = station.log({ service: 'Identity' }).find(({ event }) => event === 'recovery-used');
    expect(used).toMatchObject({ level: 'WARN', actor: 'Cat', reason: 'Ada has left the house.', outcome: 'success' });
    expect(used?.message).toContain('new Administrators are Cat, Dan. Disabled as lost: Ada.');
    station.close();
    await station.open([BEN, CAT]);
    expect(must(await recovery(station).test(shares)).sentence).toContain('no valid recovery shares');
    station.close();
    const again = { administrators: [ADA, BEN], lost: [], justification: 'Once more.', shares };
    expect(mustFail(await recoverWorkstation(station.folder, again, station.options)).code).toBe('no-recovery');
  });

  test.each<[string, (texts: string[]) => Partial<typeof NEW & { shares: string[] }>, string]>([
    ['one share', (texts) => ({ shares: texts.slice(0, 1) }), 'shares-too-few'],
    ['a mistyped share', ([one = '', two = '']) => ({ shares: [one, `${two.slice(0, -4)}0000`] }), 'share-mistyped'],
    ['one new Administrator', () => ({ administrators: [CAT] }), 'two-needed'],
    ['a name that is here', () => ({ administrators: [CAT, BEN] }), 'name-taken'],
    ['a lost one who is not here', () => ({ lost: ['Eve'] }), 'identity-not-found'],
    ['a weak passphrase', () => ({ administrators: [CAT, { ...DAN, passphrase: 'short' }] }), 'passphrase-refused'],
  ])('%s is refused, and nothing changed', async (_, over, code) => {
    const { station, texts } = await withSheets();
    station.close();
    const request = { ...NEW, shares: texts.slice(0, 2), ...over(texts) };
    expect(mustFail(await recoverWorkstation(station.folder, request, station.options)).code).toBe(code);
    await station.open();
  });
});
