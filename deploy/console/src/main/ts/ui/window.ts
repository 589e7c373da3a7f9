/** The arithmetic of lists that draw only what is in view. */

export interface Window { first: number; last: number }

/** Which rows are in view, with some more on both sides. */
export function windowOf(count: number, rowHeight: number, scrolled: number, height: number, spare = 6): Window {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + spare);
  return { first: Math.min(first, last), last };
}
