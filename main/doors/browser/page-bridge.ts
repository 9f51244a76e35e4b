import type { BrowserContext, Frame, Page } from 'playwright-core';
import { BINDING_CALL, BINDING_PUSH } from '../../../shared/contract/wire.js';
import type { Answerer, Sender } from '../../ipc/index.js';

/** The facts about a calling frame, as Chromium tells them over the pipe. */
export function senderOf(frame: Frame): Sender {
  const address = frame.url();
  return {
    origin: URL.canParse(address) ? new URL(address).origin : 'null',
    topFrame: frame.parentFrame() === null,
  };
}

/**
 * The bridge between page and answerer: a function that the page's preload takes, and a function of the preload that is
 * called with each push. Must stand before the page is opened. Answers how to stop the pushes.
 */
export async function bridgePage(
  context: BrowserContext,
  page: Page,
  answerer: Answerer,
  preload: string,
): Promise<() => void> {
  await context.exposeBinding(BINDING_CALL, (source, channel: unknown, argument: unknown) => {
    // Another window has no business here, whatever it shows.
    const sender = source.page === page ? senderOf(source.frame) : { origin: 'null', topFrame: false };
    return answerer.answer(sender, String(channel), String(argument));
  });
  await context.addInitScript({ content: preload });
  return answerer.onPush(pushesTo(page));
}

/** Tells the page in order, everything that waits at once: a journey through the pipe per push would be slow. */
function pushesTo(page: Page): (push: string) => void {
  let waiting: string[] = [];
  let delivering = false;
  const deliverAll = async (): Promise<void> => {
    delivering = true;
    while (waiting.length > 0) {
      const pushes = waiting;
      waiting = [];
      // A page that is just being loaded anew hears nothing, and asks for everything when it is there.
      await page.evaluate(deliver, [BINDING_PUSH, pushes] as const).catch(() => undefined);
    }
    delivering = false;
  };
  return (push) => {
    waiting.push(push);
    if (!delivering) void deliverAll();
  };
}

/** Runs in the page. */
function deliver([name, pushes]: readonly [string, readonly string[]]): void {
  const receive: unknown = Reflect.get(globalThis, name);
  if (typeof receive !== 'function') return;
  for (const push of pushes) Reflect.apply(receive, undefined, [push]);
}
