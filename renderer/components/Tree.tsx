import type { ReactNode } from 'react';
import { Button, Tree as AriaTree, TreeItem, TreeItemContent } from 'react-aria-components';
import { classesOf } from './classes.js';
import { ChevronRightIcon } from './icons/index.js';
import styles from './Tree.module.css';

const c = classesOf(styles);

export interface TreeNode {
  readonly id: string;
  readonly title: string;
  readonly icon?: ReactNode;
  /** Something small at the end: a count. */
  readonly note?: ReactNode;
  readonly children?: readonly TreeNode[] | undefined;
}

export interface TreeProps {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The tree of the frame. Up and down walk it, left and right fold it, letters find, the choice follows the focus. */
export function Tree({ label, nodes, selected, onSelect }: TreeProps): ReactNode {
  return (
    <AriaTree
      aria-label={label}
      className={c('tree')}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected === undefined ? [] : [selected]}
      onSelectionChange={(keys) => {
        const [first] = keys === 'all' ? [] : [...keys];
        if (first !== undefined) onSelect(String(first));
      }}
      defaultExpandedKeys={nodes.filter((node) => node.children).map((node) => node.id)}
    >
      {nodes.map((node) => (
        <Item key={node.id} node={node} />
      ))}
    </AriaTree>
  );
}

function Item({ node }: { readonly node: TreeNode }): ReactNode {
  return (
    <TreeItem id={node.id} textValue={node.title} className={c('item')}>
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div className={c('line', hasChildItems && 'branch', level > 1 && 'deep')}>
            {hasChildItems ? (
              <Button slot="chevron" className={c('chevron')}>
                <ChevronRightIcon size={12} />
              </Button>
            ) : (
              <span className={c('icon')}>{node.icon}</span>
            )}
            <span className={c('title')}>{node.title}</span>
            {node.note}
          </div>
        )}
      </TreeItemContent>
      {node.children?.map((child) => (
        <Item key={child.id} node={child} />
      ))}
    </TreeItem>
  );
}
