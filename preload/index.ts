// Electron's preload: runs sandboxed, in a world of its own, and gives the page the bridge and nothing else.
import './quiet-zod.js';
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { IPC_CALL, IPC_PUSH } from '../shared/contract/wire.js';
import { makeBridge } from './make-bridge.js';

contextBridge.exposeInMainWorld(
  'keyferry',
  makeBridge({
    // Main answers text by its own contract; anything else is a bug there and fails in JSON.parse.
    call: async (channel, argument) => String(await ipcRenderer.invoke(IPC_CALL, channel, argument)),
    listen: (listener) => {
      const hear = (_event: IpcRendererEvent, push: unknown): void => listener(String(push));
      ipcRenderer.on(IPC_PUSH, hear);
      return () => void ipcRenderer.off(IPC_PUSH, hear);
    },
  }),
);
