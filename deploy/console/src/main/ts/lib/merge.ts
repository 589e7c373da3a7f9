/** Newer entries of the first page take the place of the older ones of the same id; what is new stands first. */
export function merge<T extends { id: string }>(first: T[], rest: T[]): T[] {
  const known = new Set(first.map(item => item.id));
  return [...first, ...rest.filter(item => !known.has(item.id))];
}

/** The entries below the first page, when that has changed: what new entries have pushed off its end stands before them now. */
export function pushedOut<T extends { id: string }>(before: T[], now: T[], rest: T[]): T[] {
  const last = now.at(-1)?.id;
  // The page has become shorter, or ends with what stood below it.
  if (last === undefined || now.length < before.length || rest.some(one => one.id === last)) return rest;
  const at = before.findIndex(one => one.id === last);
  return merge(before.slice(at + 1), rest);
}
