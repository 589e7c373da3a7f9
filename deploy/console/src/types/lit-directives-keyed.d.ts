/** What of lit/directives/keyed.js is used here; packages in Maven repositories come without type declarations. */
export function keyed(key: unknown, value: unknown): unknown;
