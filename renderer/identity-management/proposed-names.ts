/** Who works here first; everybody else too where there is no choice. */
export function proposedNames(
  names: readonly string[],
  person: string | undefined,
  threshold: number,
): readonly string[] {
  const first = names.filter((name) => name === person);
  const others = names.filter((name) => name !== person);
  const known = names.length === threshold ? [...first, ...others] : first;
  return Array.from({ length: threshold }, (_, at) => known[at] ?? '');
}
