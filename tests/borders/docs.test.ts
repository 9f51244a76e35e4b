import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownFiles, ROOT } from './tree.js';

const pages = ownFiles().filter((path) => path.endsWith('.md'));
const readPage = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Text that is shown as it stands, and what is not shown at all, holds no links. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** The targets of links and images, inline and by reference, and of `src` and `href` in HTML. */
function linksIn(markdown: string): readonly string[] {
  const text = withoutCode(markdown);
  const patterns = [/\]\(\s*<?([^)\s>]+)/g, /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm, /\b(?:src|href)="([^"]+)"/g];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, target]) => target ?? ''));
}

/** The names that headings get as anchors, as GitHub makes them. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = markdown.replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  const seen = new Map<string, number>();
  return new Set(
    [...headings].map(([, heading = '']) => {
      const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '');
      const anchor = plain.replaceAll(' ', '-');
      const times = seen.get(anchor) ?? 0;
      seen.set(anchor, times + 1);
      return times === 0 ? anchor : `${anchor}-${times}`;
    }),
  );
}

/** Why a link of a page leads nowhere; undefined when it leads somewhere, or out of the repository. */
function broken(page: string, link: string, exists: (path: string) => boolean = isInTree): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return undefined;
  const [file = '', anchor = ''] = link.split('#');
  const path = file === '' ? page : join(dirname(page), decodeURIComponent(file)).replaceAll('\\', '/');
  if (path.startsWith('..')) return `${link} leads out of the repository`;
  if (!exists(path)) return `${link} is not there`;
  if (anchor === '' || !path.endsWith('.md')) return undefined;
  return anchorsOf(readPage(path)).has(anchor) ? undefined : `${link}: there is no such heading`;
}

function isInTree(path: string): boolean {
  return existsSync(join(ROOT, path));
}

describe('the documents', () => {
  test.each(pages)('%s: every link and picture is there', (page) => {
    const wrong = linksIn(readPage(page)).flatMap((link) => broken(page, link) ?? []);
    expect(wrong).toEqual([]);
  });

  test("name a newcomer's first pages", () => {
    expect(pages).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        'docs/architecture.md',
        'docs/security.md',
        'docs/user-guide.md',
      ]),
    );
  });

  test('have their decisions numbered without a gap', () => {
    const numbers = pages.flatMap((page) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(page)?.[1] ?? []);
    expect(numbers.map(Number).sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
    expect(pages.filter((page) => page.startsWith('docs/decisions/'))).toHaveLength(numbers.length);
  });

  test.each(pages.filter((page) => page.startsWith('docs/decisions/')))(
    '%s: context, decision, consequences',
    (page) => {
      const text = readPage(page);
      expect(text).toMatch(new RegExp(`^# ${page.slice('docs/decisions/'.length, 'docs/decisions/0000'.length)}: `));
      for (const part of ['Context', 'Decision', 'Consequences']) expect(text).toMatch(new RegExp(`^${part}\\b`, 'm'));
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    },
  );
});

describe('the look-out for links', () => {
  test.each([
    ['a link', 'see [it](docs/a.md)', ['docs/a.md']],
    ['a picture', '![keys](docs/pictures/keys.png "Keys")', ['docs/pictures/keys.png']],
    ['a link around a picture', '[![keys](a.png)](b.md)', ['a.png', 'b.md']],
    ['a reference', 'see [it][1]\n\n[1]: docs/a.md', ['docs/a.md']],
    ['HTML', '<img src="docs/a.png" alt="">', ['docs/a.png']],
    ['nothing in code', '`[it](a.md)`\n\n```\n[it](b.md)\n```\n', []],
    ['nothing in a comment', '<!-- ![keys](docs/pictures/keys.png) -->', []],
  ])('finds %s', (_, markdown, links) => {
    expect([...linksIn(markdown)].sort()).toEqual([...links].sort());
  });

  test.each([
    ['docs/a.md', 'b.md', true],
    ['docs/a.md', '../README.md', true],
    ['docs/a.md', 'missing.md', false],
    ['README.md', '../elsewhere.md', false],
    ['README.md', 'https://example.com/missing.md', true],
    ['README.md', 'mailto:somebody@example.com', true],
  ])('on %s: %s leads somewhere: %s', (page, link, leads) => {
    const there = new Set(['docs/b.md', 'README.md']);
    expect(broken(page, link, (path) => there.has(path)) === undefined).toBe(leads);
  });

  test('knows the anchors of headings', () => {
    expect([...anchorsOf('# One, two\n\n## 3 First start\n\n## 3 First start\n')]).toEqual([
      'one-two',
      '3-first-start',
      '3-first-start-1',
    ]);
  });
});
