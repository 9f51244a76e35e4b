/** What the window remembers between two starts: widths of columns and panes, and the theme. Nothing else, ever. */
type RememberedKey = `keyferry.columns.${string}` | 'keyferry.theme';

/** Numbers by name, as they were remembered; whatever is not that is forgotten. */
export function recallWidths(key: RememberedKey): Readonly<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1]) && entry[1] > 0),
    );
  } catch {
    return {};
  }
}

export function rememberWidths(key: RememberedKey, widths: Readonly<Record<string, number>>): void {
  remember(key, JSON.stringify(widths));
}

export function recall(key: RememberedKey): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage is no reason to stop: the widths are then the initial ones next time. */
export function remember(key: RememberedKey, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing depends on it.
  }
}
