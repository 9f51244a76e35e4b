import { dialog, type BrowserWindow } from 'electron';

/** The system's dialog for a new file; it asks by itself before an existing file is overwritten. */
export async function chooseFile(window: BrowserWindow | undefined, suggested: string): Promise<string | undefined> {
  const options = {
    defaultPath: suggested,
    properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? undefined : filePath;
}
