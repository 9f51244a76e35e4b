import type { ReactNode } from 'react';
import type { ConfigurationView } from '../../shared/contract/index.js';
import { CopyButton, KeyValueList, Section } from '../components/index.js';
import { useSession } from '../stores/index.js';
import { formatBytes } from './format-bytes.js';
import { CONFIGURATION } from './strings.js';

const TEXT = CONFIGURATION.workstation;

/** What this installation is: for the record, and for whoever is asked for help. */
export function WorkstationSection({ configuration }: { readonly configuration: ConfigurationView }): ReactNode {
  const session = useSession((state) => state.session);
  const { sequence, snapshotBytes, journalBytes } = configuration.store;
  const copyable = (text: string, what: string): ReactNode => (
    <>
      <code>{text}</code> <CopyButton what={what} text={text} />
    </>
  );
  return (
    <Section title={TEXT.title}>
      <KeyValueList
        items={[
          { name: TEXT.id, value: copyable(session?.workstationId ?? '', TEXT.copyId) },
          { name: TEXT.folder, value: copyable(session?.dataFolder ?? '', TEXT.copyFolder) },
          {
            name: TEXT.store,
            value: TEXT.storeText(sequence, formatBytes(snapshotBytes), formatBytes(journalBytes)),
          },
          {
            name: TEXT.versions,
            value: configuration.versions.map(({ name, version }) => `${name} ${version}`).join(', '),
          },
        ]}
      />
    </Section>
  );
}
