import { expect, test } from 'vitest';
import { briefly, describeFailure } from '../../shared/describe-failure.js';

const failure = { code: 'x', message: 'The vault refused.', advice: 'Add "Import".' };

test.each([
  ['with the original text and ids', { original: 'appid=1 (said twice)', requestId: '1a', serviceRequestId: '2b' }],
  ['with ids alone', { requestId: '1a' }],
  ["with Azure's id alone", { serviceRequestId: '2b' }],
  ['with nothing more', {}],
])('a failure %s is told briefly by what happened and what to do', (_, more) => {
  expect(briefly(describeFailure({ ...failure, ...more }))).toBe('The vault refused. Add "Import".');
});
