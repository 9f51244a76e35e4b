type ClassNames = Readonly<Record<string, string>>;

/**
 * Reads a CSS module: `const c = classesOf(styles); c('button', isBusy && 'busy')`. A name that the module does not
 * hold is left out.
 */
export function classesOf(module: ClassNames): (...names: readonly (string | false | undefined)[]) => string {
  return (...names) =>
    names
      .map((name) => (typeof name === 'string' ? module[name] : undefined))
      .filter((name) => name !== undefined)
      .join(' ');
}
