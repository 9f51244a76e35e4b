import { recordSignature, type RecordSignature } from '../../../shared/domain/ceremony/record.js';

/** Reads a signature line that we wrote ourselves. */
export function readSignature(text: string): RecordSignature {
  return recordSignature.parse(JSON.parse(text));
}
