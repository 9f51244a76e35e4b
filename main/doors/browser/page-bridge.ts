import type { BrowserContext, Frame, Page } from 'playwright-core';
import { BINDING_CALL, BINDING_PUSH } from '../../../shared/contract/wire.js';
import type { Answerer, Sender } from '../answerer.js';

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
  return answerer.onPush((push) => {
    // A page that is just being loaded anew hears nothing, and asks for everything when it is there.
    void page.evaluate(deliver, [BINDING_PUSH, push] as const).catch(() => undefined);
  });
}

/** Runs in the page. */
function deliver([name, push]: readonly [string, string]): void {
  const receive: unknown = Reflect.get(globalThis, name);
  if (typeof receive === 'function') receive(push);
}
