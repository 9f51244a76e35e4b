import { useState, type ReactNode } from 'react';
import type { ConfigurationView } from '../../shared/contract/index.js';
import { Button, classesOf, copyText, Section, TextField } from '../components/index.js';
import styles from './Configuration.module.css';
import { CONFIGURATION } from './strings.js';

const c = classesOf(styles);
const TEXT = CONFIGURATION.network;

/** Proxy, further CAs, and what a firewall must let out. */
export function NetworkSection(props: {
  readonly configuration: ConfigurationView;
  /** `off`: none. */
  readonly caFile: string;
  readonly isFixed: boolean;
  readonly onCaFile: (file: string) => void;
}): ReactNode {
  const { configuration, caFile, isFixed, onCaFile } = props;
  const saved = caFile === 'off' ? '' : caFile;
  const [draft, setDraft] = useState<string>();
  const { endpoints } = configuration;
  return (
    <Section title={TEXT.title} lead={TEXT.lead}>
      <div className={c('withButton')}>
        <TextField
          label={TEXT.caFile}
          description={TEXT.caHelp}
          value={draft ?? saved}
          onChange={setDraft}
          isDisabled={isFixed}
          mono
        />
        <Button
          isDisabled={isFixed || draft === undefined || draft.trim() === saved}
          onPress={() => {
            onCaFile((draft ?? '').trim() || 'off');
            setDraft(undefined);
          }}
        >
          {TEXT.save}
        </Button>
      </div>
      <div>
        <div className={c('tableHead')}>
          <h3>{TEXT.endpoints}</h3>
          {endpoints.length > 0 && (
            <Button
              onPress={() =>
                void copyText(endpoints.map(({ host, port }) => `${host}:${port}`).join('\n'), TEXT.copied)
              }
            >
              {TEXT.copy}
            </Button>
          )}
        </div>
        {endpoints.length === 0 ? (
          <p className={c('soft')}>{TEXT.none}</p>
        ) : (
          <table className={c('endpoints')}>
            <thead>
              <tr>
                <th scope="col">{TEXT.host}</th>
                <th scope="col">{TEXT.port}</th>
                <th scope="col">{TEXT.why}</th>
              </tr>
            </thead>
            <tbody>
              {endpoints.map(({ host, port, why }) => (
                <tr key={host}>
                  <td>
                    <code>{host}</code>
                  </td>
                  <td>{port}</td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Section>
  );
}
