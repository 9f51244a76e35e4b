import { practiceFolder } from '../../main/practice.js';
import { folderStorage } from '../../main/practice-vault/index.js';
import { recordLine, type RecordLine } from '../../shared/domain/ceremony/record.js';

/** The lines of a record, without its signatures. */
export function recordLinesOf(record: string): RecordLine[] {
  return record
    .split('\n')
    .filter((line) => line.startsWith('{') && !line.includes('"type":"signature"'))
    .map((line) => recordLine.parse(JSON.parse(line)));
}

/** What was read aloud of each key (SHA-256 of its SPKI, by group), from the record. */
export function keysReadAloud(lines: readonly RecordLine[]): Map<string, string> {
  return new Map(
    lines.flatMap((line) => {
      if (line.type !== 'step' || line.kind !== 'read-aloud' || line.group === undefined) return [];
      const value = line.observed.find(({ name }) => name.startsWith('SHA-256'))?.value;
      return value === undefined ? [] : [[line.group, value] as const];
    }),
  );
}

/** The private half (PEM) of the one KEK in the practice vault of a data folder: practice keeps it in a file. */
export function practiceKekPem(dataFolder: string): string {
  const keys = folderStorage(practiceFolder(dataFolder)).readKeys('contoso');
  const [pkcs8] = keys.flatMap(({ versions }) => versions.flatMap((version) => version.privateKey ?? []));
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8 ?? ''}\n-----END PRIVATE KEY-----\n`;
}
