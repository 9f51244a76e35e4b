/** In place of vitest where tests' helpers run in a process of their own: what they register there has no test to end with. */
const nothing = (): void => undefined;

export const afterAll = nothing;
export const onTestFinished = nothing;
export const expect = nothing;
