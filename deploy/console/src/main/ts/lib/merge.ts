/** Newer entries of the first page take the place of the older ones of the same id; what is new stands first. */
export function merge<T extends { id: string }>(first: T[], rest: T[]): T[] {
  const known = new Set(first.map(item => item.id));
  return [...first, ...rest.filter(item => !known.has(item.id))];
}
