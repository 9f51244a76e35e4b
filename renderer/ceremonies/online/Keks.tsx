import { useState, type ReactNode } from 'react';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, Section, Table, classesOf } from '../../components/index.js';
import { useCall, useCeremonies, useWhyNot } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { KEK_COLUMNS } from '../ceremony-columns.js';
import { CEREMONIES } from '../strings.js';

const c = classesOf(styles);

/** The KEKs that were made here for ceremonies; nothing where there is none. */
export function Keks(): ReactNode {
  const keks = useCeremonies((state) => state.keks);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isRemoving, setRemoving] = useState(false);
  const { run, busy, failure } = useCall(bridge().ceremonies.removeKek);
  const whyNot = useWhyNot('ceremonies', 'removeKek');
  const chosen = keks.find(({ name }) => selected.has(name));
  if (keks.length === 0) return null;
  const isThere = chosen?.state === 'created' || chosen?.state === 'planned';
  const remove = async (name: string): Promise<void> => {
    const answer = await run({ name });
    if (answer.ok) setRemoving(false);
  };
  return (
    <>
      <Section
        title={CEREMONIES.keks}
        actions={
          <Button isDisabled={!isThere} disabledReason={whyNot} onPress={() => setRemoving(true)}>
            {CEREMONIES.remove}
          </Button>
        }
      >
        <div className={c('keks')}>
          <Table
            id="ceremony-keks"
            label={CEREMONIES.keks}
            columns={KEK_COLUMNS}
            rows={keks}
            rowId={({ name }) => name}
            selected={selected}
            onSelect={setSelected}
          />
        </div>
      </Section>
      {isRemoving && chosen && (
        <Dialog
          title={CEREMONIES.removeTitle}
          danger
          isOpen
          onClose={() => setRemoving(false)}
          busy={busy}
          footer={
            <>
              <Button onPress={() => setRemoving(false)}>{CEREMONIES.cancel}</Button>
              <Button variant="danger" busy={busy} onPress={() => void remove(chosen.name)}>
                {CEREMONIES.removeTitle}
              </Button>
            </>
          }
        >
          <p>{CEREMONIES.removeText(chosen.name, chosen.vault)}</p>
          {failure && <Failure failure={failure} />}
        </Dialog>
      )}
    </>
  );
}
