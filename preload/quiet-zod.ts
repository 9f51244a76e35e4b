import { z } from 'zod';

/*
 * zod compiles fast parsers with `new Function`, and tries out whether it may. Under our Content-Security-Policy it may
 * not, and the trial alone would be reported as a violation. Imported before the contract's schemas are made.
 */
z.config({ jitless: true });
