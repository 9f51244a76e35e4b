import { chooseGroup, view } from './scenes.mjs';

/** The home view of a bad week, and Compare with Vault for each kind of difference. */
const KINDS = [
  'in-sync',
  'never-pushed',
  'versions-of-others',
  'another-public-key',
  'other-attributes',
  'newer-is-not-ours',
  'disabled-there',
  'expired-version',
  'soft-deleted-there',
  'looked-at-long-ago',
  'missing-there',
];

export const DRIFT_SCENES = [
  {
    name: 'drift-home',
    docs: 'home-attention',
    open: async (page) => {
      await view(page, 'Home');
      const all = page.getByRole('button', { name: /^Show all/ });
      if (await all.isVisible()) await all.click();
    },
  },
  ...KINDS.map((kind) => ({
    name: `drift-${kind}`,
    docs: `drift-${kind}`,
    open: async (page) => {
      await chooseGroup(page, kind);
      await page.getByRole('button', { name: 'Show what was found' }).click();
      await page.getByRole('heading', { name: `Compare with Vault: ${kind}` }).waitFor();
    },
  })),
];
