/** What of lit/decorators.js is used here; packages in Maven repositories come without type declarations. */
export function customElement(name: string): (type: unknown) => void;
export function property(options?: { type?: unknown; attribute?: boolean | string; reflect?: boolean; hasChanged?: (value: any, old: any) => boolean }):
  (target: object, name: string) => void;
export function state(): (target: object, name: string) => void;
