import type { ReactNode } from 'react';
import {
  CeremonyIcon,
  CloudIcon,
  GearIcon,
  HomeIcon,
  JobsIcon,
  KeyIcon,
  LogIcon,
  PeopleIcon,
  ReportIcon,
  Tree,
  type TreeNode,
} from '../components/index.js';
import { go, useNavigation, VIEWS } from '../stores/index.js';
import { FRAME, TREE } from './strings.js';

const branch = (id: keyof typeof TREE, children: readonly TreeNode[]): TreeNode => ({ id, title: TREE[id], children });
const leaf = (id: keyof typeof TREE, icon: ReactNode): TreeNode => ({ id, title: TREE[id], icon });

const NODES: readonly TreeNode[] = [
  leaf('home', <HomeIcon />),
  branch('identity-management', [leaf('identities', <PeopleIcon />), leaf('cloud-credentials', <CloudIcon />)]),
  branch('key-management', [leaf('keys', <KeyIcon />)]),
  branch('logging-and-reporting', [
    leaf('jobs', <JobsIcon />),
    leaf('system-logs', <LogIcon />),
    leaf('reports', <ReportIcon />),
  ]),
  branch('administration', [leaf('configuration', <GearIcon />)]),
  leaf('ceremonies', <CeremonyIcon />),
];

/** Whether this is a line of the tree that opens a view, and not a room that folds. */
export function isViewLine(target: EventTarget): boolean {
  const line = target instanceof Element ? target.closest('[role="row"]') : null;
  return VIEWS.some((name) => name === line?.getAttribute('data-key'));
}

/** The tree at the left: the rooms and their views. */
export function NavigationTree(): ReactNode {
  const view = useNavigation((state) => state.place.view);
  return (
    <Tree
      label={FRAME.tree}
      nodes={NODES}
      selected={view}
      onSelect={(id) => {
        const chosen = VIEWS.find((name) => name === id);
        if (chosen) go({ view: chosen });
      }}
    />
  );
}
