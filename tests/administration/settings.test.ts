import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initWorkstation } from '../../main/workstation.js';
import { must, mustFail } from '../support/must.js';
import { ADMINS, makeStation, Station } from '../support/workstation.js';

describe('the settings', () => {
  test('are, before anybody sets them, the careful ones', async () => {
    const station = await Station.bare();
    must(await initWorkstation(station.folder, ADMINS, station.options));
    const { settings } = await station.open();
    expect(settings.all().map(({ name, value }) => [name, value])).toEqual([
      ['designated-device', 'off'],
      ['lock-after-minutes', '5'],
      ['kek-size', '4096'],
      ['ca-file', 'off'],
      ['compare-every', 'off'],
      ['syslog', 'off'],
      ['syslog-host', 'off'],
      ['syslog-port', '6514'],
      ['syslog-ca-file', 'off'],
    ]);
    expect([settings.designatedDevice, settings.kekBits, settings.caFile]).toEqual([false, 4096, undefined]);
    for (const { explains } of settings.all()) expect(explains.length).toBeGreaterThan(20);
  });

  test('are kept over a restart, and each change is in the System log with before and after', async () => {
    const station = await makeStation();
    must(station.workstation.settings.set('kek-size', '3072'));
    expect(station.log({ service: 'System' }).at(-1)).toMatchObject({
      event: 'setting-changed',
      object: 'kek-size',
      message: 'Setting kek-size changed from 2048 to 3072.',
    });
    station.close();
    expect((await station.open()).settings.kekBits).toBe(3072);
  });

  test.each<[string, string, string, RegExp]>([
    ['designated-device', 'yes', 'bad-input', /Give on or off/],
    ['designated-device', '', 'bad-input', /Give on or off/],
    ['designated-device', 'ON', 'bad-input', /Give on or off/],
    ['kek-size', '1024', 'bad-input', /2048, 3072 or 4096 bits/],
    ['kek-size', '4096 ', 'bad-input', /2048, 3072 or 4096 bits/],
    ['ca-file', '', 'bad-input', /path of a PEM file, or off/],
    ['ca-file', '/nowhere/ca.pem', 'ca-file-unreadable', /cannot be read/],
    ['colour', 'blue', 'setting-unknown', /no setting colour/],
    ['', 'on', 'setting-unknown', /no setting/],
    ['toString', 'on', 'setting-unknown', /no setting toString/],
  ])('%s to %j is refused and changes nothing', async (name, value, code, sentence) => {
    const station = await makeStation();
    const before = station.workstation.settings.all();
    const events = station.log().length;
    const failure = mustFail(station.workstation.settings.set(name, value));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
    expect(failure.advice ?? failure.message).toMatch(/on|bits|PEM|designated-device/);
    expect(station.workstation.settings.all()).toEqual(before);
    expect(station.log()).toHaveLength(events);
  });

  test('the same value again is no change, and no event', async () => {
    const station = await makeStation();
    const events = station.log().length;
    must(station.workstation.settings.set('designated-device', 'on'));
    expect(station.log()).toHaveLength(events);
  });

  test('a CA file is looked at when it is set: it must hold a certificate', async () => {
    const station = await makeStation();
    const { settings } = station.workstation;
    const [text, pem] = [join(station.folder, 'text.pem'), join(station.folder, 'ca.pem')];
    writeFileSync(text, 'no certificate');
    writeFileSync(pem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(mustFail(settings.set('ca-file', text)).code).toBe('ca-file-bad');
    must(settings.set('ca-file', pem));
    expect(settings.caFile).toBe(pem);
    must(settings.set('ca-file', 'off'));
    expect(settings.caFile).toBeUndefined();
  });
});
