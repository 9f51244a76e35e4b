import type { DeletedKey, KeyProperties } from '@azure/keyvault-keys';
import { ok, type Result } from '../../shared/result.js';
import { toProperties, type Expected } from './convert.js';
import { oddAnswer } from './odd-answer.js';
import type { KeyVersionProperties } from './types.js';

/** 25 lines stand on one page; more than 50,000 nobody has. */
const MOST_PAGES = 2000;

/** Pages of soft-deleted keys as those of keys. */
export async function* deletedPages(
  pages: AsyncIterable<readonly DeletedKey[]>,
): AsyncIterable<readonly KeyProperties[]> {
  for await (const page of pages) yield page.map(({ properties }) => properties);
}

/** All pages of a list; one without an end is none. */
export async function allPages(pages: AsyncIterable<readonly KeyProperties[]>): Promise<KeyProperties[] | undefined> {
  const all: KeyProperties[] = [];
  let count = 0;
  for await (const page of pages) {
    count += 1;
    if (count > MOST_PAGES) return undefined;
    all.push(...page);
  }
  return all;
}

/** Each as we keep it; a list without an end, or one of them odd, is an odd answer. */
export function propertiesOf(
  found: readonly KeyProperties[] | undefined,
  expected: Expected,
): Result<readonly KeyVersionProperties[]> {
  if (!found) return oddAnswer('a list without an end');
  const all: KeyVersionProperties[] = [];
  for (const one of found) {
    const known = toProperties(one, expected);
    if (!known.ok) return known;
    all.push(known.value);
  }
  return ok(all);
}
