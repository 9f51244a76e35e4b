import type { RecordedOutput } from '../../../shared/domain/ceremony/record.js';

/** What is needed of a file. */
export interface OutputBytes {
  readonly size: number;
  readonly sha256: string;
}

/** Whether every output that the record names is there as it was written. */
export function checkOutputs(
  outputs: readonly RecordedOutput[],
  find: (file: string) => OutputBytes | undefined,
  tell: (kind: 'output-missing' | 'output-differs', sentence: string) => void,
): void {
  for (const { file, size, sha256 } of outputs) {
    const found = find(file);
    if (!found) tell('output-missing', `The output ${file} is not there.`);
    else if (found.size !== size)
      tell('output-differs', `The output ${file} has ${found.size} bytes; ${size} were written.`);
    else if (found.sha256 !== sha256) tell('output-differs', `The output ${file} was changed: its SHA-256 is another.`);
  }
}
