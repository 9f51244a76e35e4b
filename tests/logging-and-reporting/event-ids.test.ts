import { join } from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS } from '../../main/logging-and-reporting/index.js';
import { ROOT } from '../borders/tree.js';

interface Use {
  readonly id: string;
  readonly where: string;
}

/** Every event id that main/ writes: what is given for a member or a parameter named `event`. */
function usesInMain(): { readonly uses: readonly Use[]; readonly unclear: readonly string[] } {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'main/tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
      },
    },
  );
  if (!config) throw new Error('main/tsconfig.json cannot be read.');
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const uses: Use[] = [];
  const unclear: string[] = [];
  const place = (node: ts.Node): string => {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    return `${file.fileName.slice(ROOT.length)}:${line + 1}`;
  };
  const take = (value: ts.Expression): void => {
    const ids = idsOf(checker, value);
    // Handed on from a parameter of the same name: it is looked at where it is given.
    if (ids) uses.push(...ids.map((id) => ({ id, where: place(value) })));
    else if (!isHandedOn(value)) unclear.push(`${place(value)}: ${value.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'event' && writesEvents(checker, node))
      take(node.initializer);
    if (ts.isCallExpression(node)) {
      const signature = checker.getResolvedSignature(node);
      // Emitters of Node and of packages have events of their own.
      const isOurs = signature?.declaration?.getSourceFile().fileName.startsWith(join(ROOT, 'main/')) === true;
      (isOurs ? signature.parameters : []).forEach((parameter, at) => {
        const given = node.arguments[at];
        if (parameter.name === 'event' && given && isText(checker, parameter, given)) take(given);
      });
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    const inMain = file.fileName.startsWith(join(ROOT, 'main/'));
    if (
      inMain &&
      !/logging-and-reporting\/(?:formats|verification|event-ids|well-formed)|store\/tables/.test(file.fileName)
    )
      visit(file);
  }
  return { uses, unclear };
}

/** The texts that an expression can be; undefined when that cannot be told. */
function idsOf(checker: ts.TypeChecker, value: ts.Expression): readonly string[] | undefined {
  if (ts.isStringLiteralLike(value)) return [value.text];
  if (ts.isConditionalExpression(value)) {
    const both = [idsOf(checker, value.whenTrue), idsOf(checker, value.whenFalse)];
    return both.every((one) => one !== undefined) ? both.flat() : undefined;
  }
  if (ts.isTemplateExpression(value)) {
    const [span, ...more] = value.templateSpans;
    const words = span && literals(checker.getTypeAtLocation(span.expression));
    return words && more.length === 0
      ? words.map((word) => `${value.head.text}${word}${span.literal.text}`)
      : undefined;
  }
  return literals(checker.getTypeAtLocation(value));
}

function literals(type: ts.Type): readonly string[] | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const texts = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return texts.length === parts.length ? texts : undefined;
}

function isHandedOn(value: ts.Expression): boolean {
  return ts.isIdentifier(value) && (value.text === 'event' || value.text === 'code');
}

function isText(checker: ts.TypeChecker, parameter: ts.Symbol, at: ts.Node): boolean {
  return checker.isTypeAssignableTo(checker.getTypeOfSymbolAtLocation(parameter, at), checker.getStringType());
}

/** An object with a level or a message beside it: an event of the log, and not one of the browser. */
function writesEvents(checker: ts.TypeChecker, node: ts.PropertyAssignment): boolean {
  const type = checker.getTypeAtLocation(node.parent);
  return type.getProperty('message') !== undefined || type.getProperty('level') !== undefined;
}

function page(): string {
  const rows = Object.entries(EVENT_KINDS)
    .sort(([a, x], [b, y]) => x.service.localeCompare(y.service) || a.localeCompare(b))
    .map(
      ([id, { service, levels, meaning, checkpoint }]) =>
        `| \`${id}\` | ${service} | ${levels.join(', ')} | ${meaning} | ${checkpoint ?? ''} |`,
    );
  return `# The events of the log

Every event has a stable id; a released id keeps its meaning for good. This page is written by
tests/logging-and-reporting/event-ids.test.ts (\`-u\`) from main/logging-and-reporting/event-ids.ts, and the same test finds an id that the
code writes and that does not stand here.

INFO: completed successfully. WARN: completed with recoverable errors. ERROR: a command was not able to complete. In the last column: a
checkpoint is signed together with the event, and why. Besides, one is signed every 1,000 events, on sealing and on export.

The members of an event: \`sequence\`, \`time\` (UTC milliseconds), \`service\`, \`level\`, \`event\` (the id), \`actor\`, \`approver\` (the
second administrator, where one confirmed), \`object\`, \`message\`, \`outcome\` (success, failure or unclear; left out where something only
began or was seen), \`reason\` (the justification, or the stable code of why it failed), \`jobId\`, \`requestId\`
(x-ms-client-request-id), \`previousHash\`, \`hash\`. How they are verified: [verify-a-log.md](verify-a-log.md).

| id | service | level | what happened | checkpoint |
| -- | ------- | ----- | ------------- | ---------- |
${rows.join('\n')}
`;
}

describe('the stable event ids', () => {
  const { uses, unclear } = usesInMain();

  test('that the code writes are all listed in event-ids.ts', () => {
    expect(uses.length).toBeGreaterThan(50);
    expect(uses.filter(({ id }) => !Object.hasOwn(EVENT_KINDS, id))).toEqual([]);
  });

  test('can be told from the code, every one', () => {
    expect(unclear).toEqual([]);
  });

  test('that are listed are all written somewhere', () => {
    const written = new Set(uses.map(({ id }) => id));
    // Of a failure's code, which is handed on.
    const handedOn = ['login-refused'];
    expect(Object.keys(EVENT_KINDS).filter((id) => !written.has(id) && !handedOn.includes(id))).toEqual([]);
  });

  test.each(Object.keys(EVENT_KINDS))('%s fits a syslog message id', (id) => {
    expect(id).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
    expect(EVENT_KINDS[id]?.levels.length).toBeGreaterThan(0);
  });

  test('stand in docs/log-events.md', async () => {
    const text = await format(page(), { parser: 'markdown', printWidth: 140, proseWrap: 'preserve' });
    await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/log-events.md'));
  });
});
