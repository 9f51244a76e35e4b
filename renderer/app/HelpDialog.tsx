import type { ReactNode } from 'react';
import { Button, classesOf, Dialog, KeyValueList } from '../components/index.js';
import styles from './HelpDialog.module.css';
import { HELP } from './strings.js';

const c = classesOf(styles);

/** F1: the keys and the words. */
export function HelpDialog(props: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog
      title={HELP.title}
      size="large"
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <Button variant="primary" onPress={props.onClose}>
          OK
        </Button>
      }
    >
      <p>{HELP.lead}</p>
      <div className={c('columns')}>
        <KeyValueList items={HELP.keys.map(([name, value]) => ({ name, value }))} />
        <section>
          <h3 className={c('head')}>{HELP.words}</h3>
          <KeyValueList stacked items={HELP.glossary.map(([name, value]) => ({ name, value }))} />
        </section>
      </div>
      <p>{HELP.times}</p>
    </Dialog>
  );
}
