import { isMap, Lexer, type YAMLMap } from 'yaml';
import { CEREMONY_KINDS } from '../../../shared/domain/ceremony/plan.js';
import type { PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { draftOf, KEY, MATERIAL, PERSON, STEP } from './draft.js';
import { newPlanText } from './new-plan.js';
import { PlanNodes } from './plan-nodes.js';
import { plainValue, readDocument, type PlanDocument } from './read-plan.js';

export interface EditedPlan {
  readonly text: string;
  /** Comments that somebody wrote, and that belonged to what is gone now. */
  readonly lost: string[];
}

/** The members of a plan, in the order in which they are written. */
const PLAN = [
  ...['format', 'id', 'kind', 'mode', 'purpose', 'place', 'date', 'time', 'timeZone'],
  ...['people', 'keys', 'kek', 'escrow', 'recovery', 'materials', 'application', 'steps'],
];
const REQUIRED = ['id', 'kind', 'mode', 'purpose', 'place', 'date'];

/**
 * Writes what a form says into the text of a plan. What it does not say (unknown members), the order and the comments stay as
 * they were; a text in JSON stays JSON. Code `bad-plan` where the text cannot be read, `plan-not-for-form` where a form
 * cannot show it.
 */
export function editPlan(text: string, draft: PlanDraft): Result<EditedPlan> {
  const document = readDocument(Buffer.from(text, 'utf8'));
  if (!document.ok) return document;
  const before = draftOf(plainValue(document.value));
  const root = document.value.contents;
  if (!before || !isMap(root))
    return fail('plan-not-for-form', 'This plan has a shape that the form cannot show.', {
      advice: 'Mend it as text; docs/ceremony-plan.md explains every member.',
    });
  if (JSON.stringify(before) === JSON.stringify(draft)) return ok({ text, lost: [] });
  write(document.value, root, before, draft);
  const after = isJson(text)
    ? `${JSON.stringify(plainValue(document.value), null, 2)}\n`
    : document.value.toString({ lineWidth: 0 });
  return ok({ text: after, lost: lostComments(text, after) });
}

function write(document: PlanDocument, root: YAMLMap, before: PlanDraft, draft: PlanDraft): void {
  const nodes = new PlanNodes(document);
  nodes.texts(root, { ...draft }, PLAN, REQUIRED);
  const inPlan = { map: root, order: PLAN };
  nodes.rows({
    ...{ ...inPlan, name: 'people', before: before.people, after: draft.people, flow: true },
    write: (node, person) => nodes.texts(node, person, PERSON, ['name', 'role']),
  });
  nodes.rows({
    ...{ ...inPlan, name: 'keys', before: before.keys, after: draft.keys, flow: false },
    write: (node, key) => {
      nodes.texts(node, key, KEY_ORDER, ['group', 'type', 'vault']);
      nodes.list(node, 'usages', key.usages, KEY_ORDER);
    },
  });
  nodes.rows({
    ...{ ...inPlan, name: 'materials', before: before.materials, after: draft.materials, flow: true },
    write: (node, material) => nodes.texts(node, material, MATERIAL, ['what']),
  });
  part(nodes, root, {
    ...{ name: 'kek', before: before.kek, after: draft.kek, stays: draft.kind === 'generate-and-wrap' },
    write: (node) => nodes.texts(node, draft.kek, KEK, ['vault']),
  });
  part(nodes, root, {
    ...{ name: 'application', before: before.application, after: draft.application, stays: false },
    write: (node) => nodes.texts(node, draft.application, APPLICATION, APPLICATION),
  });
  part(nodes, root, {
    ...{ name: 'escrow', before: before.escrow, after: draft.escrow, stays: draft.kind.endsWith('escrow') },
    write: (node) => {
      nodes.text(node, 'threshold', draft.escrow.threshold, ESCROW, true);
      nodes.list(node, 'holders', draft.escrow.holders, ESCROW, true);
    },
  });
  if (draft.steps === undefined) root.delete('steps');
  else
    nodes.rows({
      ...{ ...inPlan, name: 'steps', before: before.steps ?? [], after: draft.steps, flow: false },
      write: (node, step) => nodes.texts(node, step, STEP, ['kind', 'actor', 'text']),
    });
}

const KEY_ORDER = [...KEY.slice(0, 3), 'usages', ...KEY.slice(3)];
const KEK = ['vault', 'kid', 'spkiSha256'];
const APPLICATION = ['version', 'sha256'];
const ESCROW = ['threshold', 'holders'];

interface Part {
  readonly name: string;
  readonly before: object;
  readonly after: object;
  /** The kind needs it: it stays where it is while nothing is in it, with the comments that somebody wrote there. */
  readonly stays: boolean;
  readonly write: (node: YAMLMap) => void;
}

/** An object of which nothing is left is taken away, unless something else stands in it. */
function part(nodes: PlanNodes, root: YAMLMap, { name, before, after, stays, write: fill }: Part): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const isEmpty = Object.values(after).every((value) => value === '' || (Array.isArray(value) && value.length === 0));
  const known = new Set(Object.keys(after));
  const there = root.get(name, true);
  const hasMore = isMap(there) && there.items.some(({ key }) => !known.has(String(key)));
  if (isEmpty && !hasMore && !(stays && isMap(there))) root.delete(name);
  else fill(nodes.map(root, name, PLAN));
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

function lostComments(before: string, after: string): string[] {
  const left = commentsOf(after);
  const lost = commentsOf(before).filter((comment) => {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  // Those of ours, in every plan that was begun here, nobody misses.
  const ours = new Set(
    lost.length === 0
      ? []
      : CEREMONY_KINDS.flatMap((kind) => commentsOf(newPlanText({ kind, mode: 'PRACTICE', id: 'x', date: 'x' }))),
  );
  return lost.filter((comment) => !ours.has(comment));
}

/** The comments of a text, one for each line. */
function commentsOf(text: string): string[] {
  const tokens = [...new Lexer().lex(text)];
  // A scalar comes after U+001F: what it begins with is no comment.
  return tokens.flatMap((token, index) =>
    token.startsWith('#') && tokens[index - 1] !== '\u001f' ? [token.slice(1).trim()].filter((one) => one !== '') : [],
  );
}
