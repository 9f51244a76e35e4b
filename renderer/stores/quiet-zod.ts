import { z } from 'zod';

/*
 * zod compiles fast parsers with `new Function`, and tries out whether it may; the page's policy refuses that, and the
 * trial alone would be reported. Imported before anything of the contract.
 */
z.config({ jitless: true });
