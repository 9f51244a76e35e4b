import { describe, test } from 'vitest';
import { cellsOf, describeCell } from './fault-cells.js';
import { oneOfEach, PATIENCE_MS } from './how-many.js';
import { runCell } from './run-cell.js';
import { setStage } from './stage.js';
import { stepsOf } from './steps.js';
import { summarise, type PlayedCase } from './summary.js';
import type { Work } from './works.js';

/** The fault table of these kinds of work: in two files, so that two cores have something to do. */
export function describeFaultTable(works: readonly Work[]): void {
  describe('every fault at every request, at every moment: the books say what the vault holds, and the log says why', () => {
    test.each(works)('$name', { timeout: PATIENCE_MS }, async (work) => {
      const stage = await setStage(work);
      const cells = cellsOf(await stepsOf(stage));
      const played: PlayedCase[] = [];
      for (const cell of oneOfEach(cells, ({ fault }) => fault))
        played.push({ what: describeCell(cell), ...(await runCell(stage, cell)) });
      summarise('fault x step x moment', work.name, cells.length, played);
    });
  });
}
