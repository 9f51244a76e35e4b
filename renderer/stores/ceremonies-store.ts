import { create } from 'zustand';
import type { PushOf } from '../../shared/contract/index.js';
import { NOT_LOADED, type Loading } from './answers.js';

export interface CeremoniesStore extends Loading, PushOf<'ceremonies'> {}

export const NO_CEREMONIES: CeremoniesStore = { ...NOT_LOADED, ceremonies: [], keks: [] };

export const useCeremonies = create<CeremoniesStore>(() => NO_CEREMONIES);

/** Takes what Ceremonies tells. */
export function hearCeremonies(value: PushOf<'ceremonies'>): void {
  useCeremonies.setState({ ...value, loaded: true, failure: undefined });
}
