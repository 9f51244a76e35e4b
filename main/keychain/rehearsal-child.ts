// The program of rehearse-apart.ts: one line of JSON on stdout, then the end.
import { rehearse } from './rehearsal.js';

const why = await rehearse();
process.stdout.write(`${JSON.stringify({ usable: why === undefined, why })}\n`);
