// The browser window's preload: added by the door to every document before its own scripts run.
import './quiet-zod.js';
import { BINDING_CALL, BINDING_PUSH, BROWSER_ORIGIN } from '../shared/contract/wire.js';
import { makeBridge } from './make-bridge.js';

type Call = (channel: string, argument: string) => Promise<string>;

/** Takes what the door put on the window, so that the page finds the bridge only. */
function take(name: string): unknown {
  const found: unknown = Reflect.get(window, name);
  Reflect.deleteProperty(window, name);
  return found;
}

function expose(call: Call): void {
  const listeners = new Set<(push: string) => void>();
  const bridge = makeBridge({
    call,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const fixed = (value: unknown): PropertyDescriptor => ({ value, writable: false, configurable: false });
  Object.defineProperty(window, 'keyferry', { ...fixed(bridge), enumerable: true });
  Object.defineProperty(
    window,
    BINDING_PUSH,
    fixed((push: string) => {
      for (const listener of listeners) listener(push);
    }),
  );
}

const call = take(BINDING_CALL);
// A frame, and a document of another origin, gets nothing; main refuses them too.
if (typeof call === 'function' && window.top === window && location.origin === BROWSER_ORIGIN) expose(call as Call);
