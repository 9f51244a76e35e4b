import type { PlanFinding, PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';
import { FIELDS, PARTS } from './form-strings.js';

/** A field's or a part's name in the page: `people.2.name`. */
export function placeOf(path: PlanPath): string {
  return path.join('.');
}

/** What stands beside a field: findings about it, and nothing below it. */
export function findingsAt(findings: readonly PlanFinding[], path: PlanPath): readonly PlanFinding[] {
  const place = placeOf(path);
  return findings.filter((finding) => placeOf(finding.path) === place);
}

/** The sentences of the problems at a field, as one text. */
export function errorAt(findings: readonly PlanFinding[], path: PlanPath): string | undefined {
  const problems = findingsAt(findings, path).filter(({ weight }) => weight === 'problem');
  return problems.length === 0 ? undefined : problems.map(({ brief, message }) => sentence(brief ?? message)).join(' ');
}

/** A finding for the list of all of them: with the names that stand on the form. */
export function findingLine({ path, brief, message, isEmpty }: PlanFinding): string {
  const words = wordsOf(path);
  if (isEmpty === true) return words;
  return brief === undefined || words === '' ? message : `${words}: ${sentence(brief)}`;
}

/** `Person 2, Name`. */
export function wordsOf(path: PlanPath): string {
  const [first, ...rest] = path;
  if (first === undefined) return '';
  const part = partOf(String(first));
  if (part === undefined) return nameOf(first);
  const row = typeof rest[0] === 'number' && 'row' in part ? `${part.row} ${rest[0] + 1}` : part.title;
  const names = rest.filter((name) => typeof name === 'string').map(nameOf);
  return [row, ...names].join(', ');
}

function partOf(name: string): (typeof PARTS)[keyof typeof PARTS] | undefined {
  const parts: Readonly<Record<string, (typeof PARTS)[keyof typeof PARTS]>> = PARTS;
  return Object.hasOwn(parts, name) ? parts[name] : undefined;
}

function nameOf(name: string | number): string {
  const names: Readonly<Record<string, string>> = FIELDS;
  return names[name] ?? String(name);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Goes to the place itself where it is on the page, else into the part around it. */
export function goToPlace(path: PlanPath, page: ParentNode = document): boolean {
  for (let length = path.length; length > 0; length -= 1) {
    const place = CSS.escape(placeOf(path.slice(0, length)));
    const found = [...page.querySelectorAll(`[data-place="${place}"], [data-place^="${place}."]`)];
    const target = found
      .map((one) => one.querySelector<HTMLElement>('input, textarea, button:not([disabled])'))
      .find((one) => one !== null);
    if (!target) continue;
    target.scrollIntoView({ block: 'center' });
    target.focus();
    return true;
  }
  return false;
}
