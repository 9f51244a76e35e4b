import { describeFaultTable } from './support/play-faults.js';
import { PUSHES } from './support/works.js';

describeFaultTable(PUSHES);
