import { CLOUDS } from '../../shared/azure/clouds.js';

/** The clouds of Azure; the practice vault has a dialog of its own. */
export const AZURE_CLOUDS = (['public', 'usgov', 'china'] as const).map((id) => ({
  id,
  title: CLOUDS[id].title,
  note: CLOUDS[id].authorityHost,
}));
