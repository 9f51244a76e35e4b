// `npm run build:window`: builds dist/app (Electron's main process, preloads, renderer), if something changed.
import { buildWindow } from './lib/build-window.mjs';
import { endWithChildren } from './lib/run.mjs';

endWithChildren();
const why = await buildWindow();
if (why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
