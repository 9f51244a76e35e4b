import { describeFaultTable } from './support/play-faults.js';
import { OTHER_WORKS } from './support/works.js';

describeFaultTable(OTHER_WORKS);
