import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linksOfLinux } from '../../main/ceremonies/run/links.js';
import { lookAtNetwork } from '../../main/ceremonies/run/looks.js';
import { CABLE, LOOPBACK } from '../support/ceremony.js';
import { freshFolder } from '../support/folders.js';

interface Made {
  readonly type?: number;
  /** Hexadecimal, as the kernel writes it. */
  readonly flags?: string;
  readonly operstate?: string;
  readonly uevent?: string;
  readonly wireless?: true;
}

/** What Linux shows of these interfaces, as files. */
function machineWith(interfaces: Readonly<Record<string, Made>>): string {
  const root = freshFolder();
  mkdirSync(join(root, 'proc/net'), { recursive: true });
  const rows = Object.keys(interfaces).map((name) => `${name.padStart(6)}: 0 0 0 0`);
  writeFileSync(join(root, 'proc/net/dev'), `Inter-|   Receive\n face |bytes\n${rows.join('\n')}\n`);
  for (const [name, { type = 1, flags = '0x1003', operstate = 'up', uevent = '', wireless }] of Object.entries(
    interfaces,
  )) {
    const folder = join(root, 'sys/class/net', name);
    mkdirSync(wireless ? join(folder, 'wireless') : folder, { recursive: true });
    for (const [file, value] of Object.entries({ type, flags, operstate, uevent }))
      writeFileSync(join(folder, file), `${value}\n`);
  }
  return root;
}

const LO: Made = { type: 772, flags: '0x9', operstate: 'unknown' };

describe('the network-off check', () => {
  test.each<[string, Made, boolean]>([
    ['a cable without an address', {}, true],
    ['a cable that is pulled', { operstate: 'down' }, false],
    ['an interface that is switched off', { flags: '0x1002', operstate: 'down' }, false],
    ['Wi-Fi that is connected', { wireless: true }, true],
    ['Wi-Fi that is on and not connected', { wireless: true, operstate: 'dormant' }, true],
    ['Wi-Fi that is on and looks for a network', { wireless: true, operstate: 'down' }, true],
    ['Wi-Fi that is switched off', { wireless: true, flags: '0x1002', operstate: 'down' }, false],
    [
      'WireGuard, which never says that it is up',
      { type: 65534, flags: '0x91', operstate: 'unknown', uevent: 'DEVTYPE=wireguard' },
      true,
    ],
    ['a tunnel of a VPN', { type: 65534, flags: '0x1091', operstate: 'unknown' }, true],
  ])('%s', (_what, made, isUp) => {
    const { facts, up } = lookAtNetwork(LOOPBACK, linksOfLinux(machineWith({ lo: LO, net0: made })));
    expect(up).toEqual(isUp ? ['net0'] : []);
    expect(facts.map(({ name }) => name)).toEqual(['Interface lo', 'Interface net0', 'Looked at']);
    expect(facts[0]?.value).toBe('loopback: 127.0.0.1 (00:00:00:00:00:00)');
    expect(facts[1]?.value).toMatch(isUp ? /^UP, .*: no address$/ : /^down, .*: no address$/);
  });

  test('names what kind it is', () => {
    const links = linksOfLinux(machineWith({ wlan0: { wireless: true }, tun0: { type: 65534, operstate: 'unknown' } }));
    expect(links?.map(({ what }) => what)).toEqual(['Wi-Fi, switched on (up)', 'VPN or tunnel (unknown)']);
  });

  test('where the system lists none without an address, it says so', () => {
    expect(linksOfLinux(freshFolder())).toBeUndefined();
    const { facts, up } = lookAtNetwork(CABLE, undefined);
    expect(up).toEqual(['eth0']);
    expect(facts.at(-1)?.value).toContain('this system tells the program of no others');
    expect(lookAtNetwork({}, undefined).facts[0]?.value).toBe('none is up, not even loopback');
  });

  test('an interface with an address that the list leaves out is not overlooked', () => {
    expect(lookAtNetwork(CABLE, linksOfLinux(machineWith({ lo: LO }))).up).toEqual(['eth0']);
  });

  test.runIf(process.platform === 'linux')('sees the interfaces of this very machine', () => {
    expect(linksOfLinux()?.map(({ name }) => name)).toContain('lo');
  });
});
