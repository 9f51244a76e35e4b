import type { ConfigurationView } from '../../shared/contract/index.js';
import { CLOUDS } from '../../shared/azure/clouds.js';
import { VERSION } from '../../shared/version.js';
import type { Workstation } from '../workstation.js';

/** Everything Administration > Configuration shows. */
export async function configurationView(workstation: Workstation): Promise<ConfigurationView> {
  const { store, reason } = await workstation.keychain.forNewSecrets();
  const { sequence, journalBytes, snapshotBytes } = workstation.store.status;
  return {
    settings: workstation.settings.all().map((setting) => ({ ...setting })),
    secrets: { kind: store.kind, sentence: `New client secrets are kept in ${store.describe()}. ${reason}` },
    endpoints: endpointsOf(workstation),
    unreachable: workstation.endpoints.list().map((endpoint) => ({ ...endpoint })),
    store: { sequence, journalBytes, snapshotBytes },
    versions: versions(),
  };
}

/** What a firewall must let out, for the credentials and groups there are; the practice vault needs nothing. */
export function endpointsOf(workstation: Workstation): ConfigurationView['endpoints'] {
  const endpoints = new Map<string, string>();
  const clouds = new Map(workstation.credentials.list().map((credential) => [credential.id, credential.cloud]));
  for (const cloud of clouds.values()) {
    if (cloud !== 'practice') endpoints.set(CLOUDS[cloud].authorityHost, `tokens of ${CLOUDS[cloud].title}`);
  }
  for (const group of workstation.keyManagement.groups.list()) {
    const cloud = clouds.get(group.credentialId);
    if (cloud !== undefined && cloud !== 'practice')
      endpoints.set(`${group.vault.toLowerCase()}.${CLOUDS[cloud].vaultSuffix}`, `the vault ${group.vault}`);
  }
  return [...endpoints].map(([host, why]) => ({ host, port: 443, why }));
}

function versions(): ConfigurationView['versions'] {
  const { node, electron, chrome }: Readonly<Record<string, string | undefined>> = process.versions;
  return [
    { name: 'Keyferry', version: VERSION },
    ...(electron ? [{ name: 'Electron', version: electron }] : []),
    ...(chrome ? [{ name: 'Chromium', version: chrome }] : []),
    ...(node ? [{ name: 'Node.js', version: node }] : []),
  ];
}
