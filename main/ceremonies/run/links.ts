import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A network interface as the kernel lists it, with or without an address. */
export interface Link {
  readonly name: string;
  readonly state: 'up' | 'down' | 'loopback';
  /** What it is, and why it counts as up or down. */
  readonly what: string;
}

/** ARPHRD_LOOPBACK, and IFF_UP, of Linux (include/uapi/linux/if_arp.h and if.h). */
const LOOPBACK = '772';
const IFF_UP = 1;
const NOT_RUNNING = new Set(['down', 'lowerlayerdown', 'notpresent']);

/**
 * Every interface of this machine, also those without an address, which Node does not tell. Their names come from /proc/net/dev,
 * which shows the network of this very process. undefined: not Linux, and Node's own list is all there is.
 */
export function linksOfLinux(root = '/'): readonly Link[] | undefined {
  const listed = textOf(join(root, 'proc/net/dev'));
  if (listed === undefined) return undefined;
  const names = listed.split('\n').flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
  return names.map((name) => linkOf(name, join(root, 'sys/class/net', name)));
}

function linkOf(name: string, folder: string): Link {
  const flags = Number(textOf(join(folder, 'flags')) ?? IFF_UP);
  const state = textOf(join(folder, 'operstate')) ?? 'unknown';
  const type = textOf(join(folder, 'type'));
  if (type === LOOPBACK || (type === undefined && name === 'lo')) return { name, state: 'loopback', what: 'loopback' };
  const kind = kindOf(folder, type);
  if ((flags & IFF_UP) === 0) return { name, state: 'down', what: `${kind}, switched off` };
  // A radio that is on counts, connected or not.
  if (kind === 'Wi-Fi') return { name, state: 'up', what: `${kind}, switched on (${state})` };
  // Tunnels say "unknown" while they are up.
  return NOT_RUNNING.has(state)
    ? { name, state: 'down', what: `${kind}, switched on without a connection (${state})` }
    : { name, state: 'up', what: `${kind} (${state})` };
}

/** ARPHRD_NONE, PPP, TUNNEL, TUNNEL6, SIT and IPGRE: what carries a network over another one. */
const TUNNELS = new Set(['65534', '512', '768', '769', '776', '778']);

function kindOf(folder: string, type: string | undefined): string {
  const device = /^DEVTYPE=(.*)$/m.exec(textOf(join(folder, 'uevent')) ?? '')?.[1];
  if (device === 'wlan' || ['wireless', 'phy80211'].some((name) => existsSync(join(folder, name)))) return 'Wi-Fi';
  if (device === 'wireguard' || existsSync(join(folder, 'tun_flags')) || TUNNELS.has(type ?? ''))
    return 'VPN or tunnel';
  if (device === 'wwan') return 'mobile network';
  return device ?? 'network';
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch {
    return undefined;
  }
}
