import { useMemo, useState, type ReactNode } from 'react';
import type { IdentityView } from '../../shared/contract/index.js';
import { Button, classesOf, PlusIcon, Table, Toolbar, View } from '../components/index.js';
import { useIdentityManagement, useSession, useWhyNot } from '../stores/index.js';
import { AddIdentity } from './AddIdentity.js';
import { ChangePassphrase } from './ChangePassphrase.js';
import { ChangeRole } from './ChangeRole.js';
import { identityColumns } from './identity-columns.js';
import { identityActions, type IdentityAct, type RoleReasons } from './identity-menu.js';
import styles from './Identities.module.css';
import { RecoverySection } from './recovery/RecoverySection.js';
import { IDENTITIES as TEXT } from './strings.js';
import { SwitchIdentity } from './SwitchIdentity.js';
import { ThresholdSection } from './ThresholdSection.js';

const c = classesOf(styles);

type Open = { readonly act: 'add' } | { readonly act: IdentityAct; readonly identity: IdentityView };

const idOf = (row: IdentityView): string => row.name;

/** Identity Management > Identities. */
export function Identities(): ReactNode {
  const identities = useIdentityManagement((state) => state.identities);
  const threshold = useIdentityManagement((state) => state.threshold);
  const session = useSession((state) => state.session);
  const columns = useMemo(() => identityColumns(session), [session]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const whyNotAdd = useWhyNot('identityManagement', 'addIdentity');
  const reasons: RoleReasons = {
    'change-passphrase': useWhyNot('identityManagement', 'changePassphrase'),
    'change-role': useWhyNot('identityManagement', 'changeRole'),
    disable: useWhyNot('identityManagement', 'disableIdentity'),
    enable: useWhyNot('identityManagement', 'enableIdentity'),
  };
  const situation = { identities, threshold, person: session?.person };
  const actionsOf = (identity: IdentityView) =>
    identityActions(identity, situation, reasons, (act) => setOpen({ act, identity }));
  const chosen = identities.find((identity) => selected.has(identity.name));
  const close = (): void => setOpen(undefined);
  return (
    <View
      title={TEXT.title}
      lead={TEXT.lead}
      scrolls
      actions={
        <Button
          variant="primary"
          icon={<PlusIcon />}
          disabledReason={whyNotAdd}
          onPress={() => setOpen({ act: 'add' })}
        >
          {TEXT.add}
        </Button>
      }
    >
      <Toolbar label={TEXT.title} end={<ChosenButtons actions={chosen && actionsOf(chosen)} />} />
      <div className={c('table')}>
        <Table
          id="identities"
          label={TEXT.table}
          columns={columns}
          rows={identities}
          rowId={idOf}
          dependencies={[session]}
          selected={selected}
          onSelect={setSelected}
          onOpen={(identity) => setOpen({ act: 'change-passphrase', identity })}
          menu={([row]) => (row ? actionsOf(row) : [])}
        />
      </div>
      <div className={c('sections')}>
        <ThresholdSection />
        <RecoverySection />
      </div>
      {open?.act === 'add' && <AddIdentity onClose={close} />}
      {open?.act === 'change-passphrase' && <ChangePassphrase identity={open.identity} onClose={close} />}
      {open?.act === 'change-role' && <ChangeRole identity={open.identity} onClose={close} />}
      {(open?.act === 'disable' || open?.act === 'enable') && (
        <SwitchIdentity identity={open.identity} on={open.act === 'enable'} onClose={close} />
      )}
    </View>
  );
}

/** The same actions as on the right-click menu, for the chosen row; before one is chosen they say so. */
function ChosenButtons({ actions }: { readonly actions: ReturnType<typeof identityActions> | undefined }): ReactNode {
  if (!actions) {
    return [TEXT.change, TEXT.changeRole, TEXT.disable].map((title) => (
      <Button key={title} disabledReason={TEXT.noneChosen}>
        {title}…
      </Button>
    ));
  }
  return actions.map(({ id, title, disabledReason, onAction }) => (
    <Button key={id} disabledReason={disabledReason} onPress={onAction}>
      {title}
    </Button>
  ));
}
