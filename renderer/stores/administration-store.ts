import { create } from 'zustand';
import type { ConfigurationView, PushOf } from '../../shared/contract/index.js';
import { NOT_LOADED, type Loading } from './answers.js';

export interface AdministrationStore extends Loading {
  readonly configuration: ConfigurationView | undefined;
}

export const NO_CONFIGURATION: AdministrationStore = { ...NOT_LOADED, configuration: undefined };

export const useAdministration = create<AdministrationStore>(() => NO_CONFIGURATION);

/** Takes what Administration tells. */
export function hearAdministration(value: PushOf<'administration'>): void {
  useAdministration.setState({ configuration: value, loaded: true, failure: undefined });
}
