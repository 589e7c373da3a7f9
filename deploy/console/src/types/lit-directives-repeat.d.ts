/** What of lit/directives/repeat.js is used here; packages in Maven repositories come without type declarations. */
export function repeat<T>(items: Iterable<T>, key: (item: T, index: number) => unknown, row: (item: T, index: number) => unknown): unknown;
