import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { classesOf } from './classes.js';
import { ErrorIcon } from './icons/index.js';
import styles from './Tabs.module.css';

const c = classesOf(styles);

export interface TabPage {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
  /** Marks the tab: something on it has to be put right. */
  readonly hasError?: boolean | undefined;
}

export interface TabsProps {
  readonly label: string;
  readonly pages: readonly TabPage[];
  readonly selected?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
  /** Keeps the pages that are not shown in the page, so that what was typed there stays: for forms. */
  readonly keepAll?: boolean | undefined;
}

/** Pages behind tabs. Arrow keys change the page. */
export function Tabs({ label, pages, selected, onSelect, keepAll = false }: TabsProps): ReactNode {
  return (
    <AriaTabs
      className={c('tabs')}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      {...(onSelect === undefined ? {} : { onSelectionChange: (key) => onSelect(String(key)) })}
    >
      <TabList className={c('list')} aria-label={label}>
        {pages.map((page) => (
          <Tab key={page.id} id={page.id} className={c('tab')}>
            {page.title}
            {page.hasError === true && (
              <span className={c('error')}>
                <ErrorIcon size={13} label="Something here has to be put right" />
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {pages.map((page) => (
        <TabPanel key={page.id} id={page.id} className={c('panel')} shouldForceMount={keepAll}>
          {page.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
