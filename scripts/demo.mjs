// `npm run demo`: sets up what is missing, then runs the demonstration.
import { existsSync } from 'node:fs';
import { setUpProgram } from './setup.mjs';

const demo = new URL('../dist/main/doors/cli/demo/index.js', import.meta.url);

const why = (await setUpProgram()) ?? (existsSync(demo) ? undefined : 'The build did not make the demonstration.');
if (why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
} else {
  const { runDemo } = await import(demo.href);
  process.exitCode = await runDemo();
}
