import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isAlias, isMap, isScalar, parseAllDocuments, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { ceremonyPlan, type CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { PlanFinding, PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';
import { fail, ok, type Result } from '../../../shared/result.js';

/** What is larger is no plan. */
export const LARGEST_PLAN = 256 * 1024;
const DEEPEST = 40;
/** More problems than anybody mends at once. */
const MOST_PROBLEMS = 40;

/** A plan as it was read, and by what it is known. */
export interface ReadPlan {
  readonly plan: CeremonyPlan;
  /** SHA-256 of the plan's RFC 8785 form: the same for YAML and JSON, and however it is laid out. */
  readonly sha256: string;
}

/**
 * Reads a plan in JSON or YAML, strictly: no unknown and no doubled member, no anchors, aliases, tags or second document.
 * Code `bad-plan`, with everything that is wrong, one line each.
 */
export function readPlan(bytes: Uint8Array): Result<ReadPlan> {
  const document = readDocument(bytes);
  return document.ok ? planIn(document.value) : document;
}

/** The plan that a document holds. */
function planIn(document: PlanDocument): Result<ReadPlan> {
  const parsed = ceremonyPlan.safeParse(plainValue(document));
  if (!parsed.success) return badPlan(parsed.error.issues.map(issueSentence));
  return ok({ plan: parsed.data, sha256: planSha256(parsed.data) });
}

export type PlanDocument = Document<Node, boolean>;

/** The YAML (or JSON) of a plan, with its comments; what is in it is not looked at yet. Code `bad-plan`. */
export function readDocument(bytes: Uint8Array): Result<PlanDocument> {
  if (bytes.length > LARGEST_PLAN) return badPlan([`A plan has ${LARGEST_PLAN / 1024} KiB at most.`]);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return badPlan(['It is no text in UTF-8.']);
  }
  return documentOf(text);
}

/** What a document holds, as objects, lists and scalars. */
export function plainValue(document: PlanDocument): unknown {
  return document.toJS({ maxAliasCount: 0 });
}

/** What the schema says against a value, and where; one thing for each place. */
export function schemaFindings(value: unknown): PlanFinding[] {
  const parsed = ceremonyPlan.safeParse(value);
  if (parsed.success) return [];
  const places = new Set<string>();
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const place = JSON.stringify(path);
    if (places.has(place) && issue.code !== 'unrecognized_keys') return [];
    places.add(place);
    const finding = { weight: 'problem', path, message: issueSentence(issue), brief: issueWords(issue) } as const;
    return [valueAt(value, path) === '' ? { ...finding, isEmpty: true as const } : finding];
  });
}

function valueAt(value: unknown, [first, ...rest]: PlanPath): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) return value;
  return valueAt(new Map<string, unknown>(Object.entries(value)).get(String(first)), rest);
}

/** SHA-256 (hex) of the plan's canonical form, by which script, run and record name it. */
export function planSha256(plan: CeremonyPlan): string {
  return createHash('sha256')
    .update(canonicalize(plan) ?? '', 'utf8')
    .digest('hex');
}

function documentOf(text: string): Result<PlanDocument> {
  // JSON is read as YAML too: its doubled members are then found, which JSON.parse keeps quiet about.
  if (tooDeep(text)) return badPlan(['It is nested too deeply.']);
  const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', uniqueKeys: true, strict: true });
  const [document, ...more] = [...documents];
  if (!document?.contents) return badPlan(['It is empty.']);
  if (more.length > 0) return badPlan(['It holds more than one document (a line of ---).']);
  const problems = [
    ...document.errors.map(({ message }) => firstLine(message)),
    ...document.warnings.map(({ message }) => firstLine(message)),
    ...forbidden(document),
  ];
  if (problems.length > 0) return badPlan(problems);
  return ok(document);
}

/** The parser takes seconds, and then the whole stack, for thousands of brackets in brackets. A plan goes five levels down. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return text.split('\n').some((line) => /^(?:[-?:] *| ){60}/.test(line));
}

/** What YAML can do and a plan may not: a reader must see every value where it stands. */
function forbidden(document: Document<Node, boolean>): string[] {
  const found = new Set<string>();
  if (document.directives?.yaml.explicit ?? false) found.add('It may not have directives (%YAML).');
  visit(document, (key, node) => {
    if (isAlias(node)) found.add(`It may not use the alias *${node.source}.`);
    if (typeof node !== 'object' || node === null) return;
    if ('anchor' in node && typeof node.anchor === 'string') found.add('It may not use anchors (&).');
    if ('tag' in node && node.tag !== undefined) found.add('It may not use tags (!).');
    if (key === 'key' && isScalar(node) && typeof node.value !== 'string')
      found.add(`The name of a member is a text, not ${String(node.value)}.`);
    if (key === 'key' && isMap(node)) found.add('The name of a member is a text.');
  });
  return [...found];
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.replace(/:$/, '.');
}

/** "people, number 2, role: …" instead of a path of programmers. */
function issueSentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.map((part) => (typeof part === 'number' ? `number ${part + 1}` : String(part))).join(', ');
  const words = issueWords(issue);
  if (issue.code === 'unrecognized_keys') return `${where === '' ? 'The plan' : where} ${words}`;
  if (isMissing(issue)) return `${where} is missing.`;
  return `${where === '' ? 'The plan' : where}: ${words}`;
}

/** What is wrong, for whoever sees where. */
function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has no member ${issue.keys.map((name) => `"${name}"`).join(', ')}.`;
  if (issue.code === 'invalid_value') return `it is one of ${issue.values.map(String).join(', ')}.`;
  if (isMissing(issue)) return 'It is missing.';
  if (issue.code === 'invalid_type') return `expected ${issue.expected}.`;
  return issue.message;
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined && issue.path.length > 0;
}

function badPlan(problems: readonly string[]): Result<never> {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const more = problems.length - shown.length;
  const lines = [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].map((problem) => `- ${problem}`);
  return fail('bad-plan', `This is no ceremony plan:\n${lines.join('\n')}`, {
    advice: 'Mend what is listed; docs/ceremony-plan.md explains every member.',
  });
}
