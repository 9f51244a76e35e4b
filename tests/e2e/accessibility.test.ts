import { describe, expect, test } from 'vitest';
import { Frame, VIEWS } from './pages/frame.js';
import { axeFindings } from './support/axe.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

/** With something in every view: versions, drift, a failed job. */
const theWindow = oneWindow(async (context) => {
  const window = await RealWindow.ready(context);
  const payroll = await window.group('payroll', 2);
  await window.push(payroll);
  await window.group('invoices', 1);
  const other = await window.group('tax-archive', 1);
  await window.push(other);
  await window.bridge.keyManagement.createKeys({ groupId: other.id, count: 1 });
  await window.bridge.keyManagement.compareWithVault({ groupId: other.id });
  await window.deny('import');
  await window.push(await window.group('broken', 1)).catch(() => undefined);
  await window.deny();
  return window;
});

describe('axe-core finds nothing on', () => {
  test.for(VIEWS.map((view) => [view] as const))('the view %s', async ([view], context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open(view);
    expect(await axeFindings(page)).toEqual([]);
  });
});
