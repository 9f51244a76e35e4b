import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { IPC_CALL, IPC_PUSH } from '../../../shared/contract/wire.js';
import type { Answerer, Sender } from '../../ipc/index.js';

/** The facts about a calling frame, as Electron tells them; a frame that is gone already is nobody. */
export function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  if (!senderFrame) return { origin: 'null', topFrame: false };
  return { origin: senderFrame.origin, topFrame: senderFrame.parent === null && senderFrame === sender.mainFrame };
}

/** Connects the window with the answerer: one channel for calls, one for pushes. The channel lives as long as the window. */
export function connectWindow(window: BrowserWindow, answerer: Answerer): void {
  // On the window's own contents: what another window would send, nobody hears.
  window.webContents.ipc.handle(IPC_CALL, (event, channel: unknown, argument: unknown) =>
    answerer.answer(senderOf(event), String(channel), String(argument)),
  );
  const stop = answerer.onPush((push) => {
    if (!window.isDestroyed()) window.webContents.send(IPC_PUSH, push);
  });
  window.on('closed', stop);
}
