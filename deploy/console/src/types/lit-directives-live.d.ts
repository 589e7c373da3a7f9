/** What of lit/directives/live.js is used here; packages in Maven repositories come without type declarations. */
export function live(value: unknown): unknown;
