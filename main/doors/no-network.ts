/** A switch of Chromium's command line. */
export interface Switch {
  readonly name: string;
  readonly value?: string;
}

/**
 * The page has no network, whatever it tries: below its Content-Security-Policy and below the door's routes, Chromium
 * itself finds no host. Node's own sockets, by which main talks to Azure, know nothing of these switches.
 */
export const NO_NETWORK: readonly Switch[] = [
  // No name has an address.
  { name: 'host-resolver-rules', value: 'MAP * ~NOTFOUND' },
  // What needs no look-up (an address in numbers) goes to a proxy that does not exist; loopback is no exception.
  { name: 'proxy-server', value: 'http://no-network.invalid:9' },
  { name: 'proxy-bypass-list', value: '<-loopback>' },
  // WebRTC would go round the proxy, and tells its addresses to the local network. Renamed in 2025: both names.
  { name: 'webrtc-ip-handling-policy', value: 'disable_non_proxied_udp' },
  { name: 'force-webrtc-ip-handling-policy', value: 'disable_non_proxied_udp' },
  { name: 'disable-quic' },
  // What the browser would do of its own accord.
  { name: 'disable-background-networking' },
  { name: 'disable-component-update' },
  { name: 'disable-domain-reliability' },
  { name: 'no-pings' },
];

/** As one argument of a command line. */
export function asArgument({ name, value }: Switch): string {
  return value === undefined ? `--${name}` : `--${name}=${value}`;
}
