import type { MenuItemConstructorOptions } from 'electron';

/** The menu: what every program has, by role, and Lock. */
export function menuTemplate(parts: {
  readonly mac: boolean;
  readonly packaged: boolean;
  readonly lock: () => void;
}): MenuItemConstructorOptions[] {
  const { mac, packaged, lock } = parts;
  const lockItem: MenuItemConstructorOptions = { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: () => lock() };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const application: MenuItemConstructorOptions = mac
    ? {
        role: 'appMenu',
        submenu: [
          { role: 'about' },
          separator,
          lockItem,
          separator,
          { role: 'services' },
          separator,
          { role: 'hide' },
          { role: 'hideOthers' },
          { role: 'unhide' },
          separator,
          { role: 'quit' },
        ],
      }
    : { label: '&File', submenu: [lockItem, separator, { role: 'quit' }] };
  const tools: MenuItemConstructorOptions[] = packaged
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  return [
    application,
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...tools,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}
