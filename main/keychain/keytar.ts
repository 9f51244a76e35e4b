/** Under this name the entries stand in the OS keychain. */
export const SERVICE = 'Keyferry';

/** What we use of keytar. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Loads the optional native module. Throws when it is not installed, not built, or cannot be linked (no libsecret). */
export async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('keytar')) as Keytar & { readonly default?: Keytar };
  return loaded.default ?? loaded;
}

/** Why it did not load, for the middle of a sentence. */
export function whyNotLoaded(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return 'keytar is not built here (npm rebuild keytar --ignore-scripts=false)';
  }
  return `keytar does not load (${firstLine(error)})`;
}

/** The first line of what was thrown, with the folders taken out of its paths. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split('\n')[0] ?? '').replace(/\.$/, '');
  return line.replace(/(?:[A-Za-z]:)?[\\/][^\s'":,]*[\\/]/g, '').slice(0, 200);
}
