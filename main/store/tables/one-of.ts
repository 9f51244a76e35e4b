/** Narrows a stored text to one of the words it may be. Anything else is a bug of ours, so it throws. */
export function oneOf<T extends string>(words: readonly T[], value: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Error(`Expected one of ${words.join(', ')}, found "${value}".`);
  return found;
}
