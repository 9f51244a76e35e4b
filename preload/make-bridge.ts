import { channelOf, contract, ROOM_NAMES, type Bridge, type Push, type Transport } from '../shared/contract/index.js';

/** The bridge, derived from the contract: one function per call, nothing else. What it gives away is frozen. */
export function makeBridge(transport: Transport): Bridge {
  const callFunction =
    (channel: string) =>
    async (argument?: unknown): Promise<unknown> =>
      JSON.parse(await transport.call(channel, argument === undefined ? '' : JSON.stringify(argument)));
  const rooms = ROOM_NAMES.map((room) => {
    const calls = Object.keys(contract[room].calls).map((call) => [call, callFunction(channelOf(room, call))] as const);
    return [room, Object.freeze(Object.fromEntries(calls))] as const;
  });
  const listen: Bridge['listen'] = (listener) => transport.listen((push) => listener(JSON.parse(push) as Push));
  // Its shape is the contract's by construction; tests/preload walks every call.
  return Object.freeze({ ...Object.fromEntries<unknown>(rooms), listen }) as Bridge;
}
