/** What of yaml is used here; packages in Maven repositories come without type declarations. */
export function parse(text: string): unknown;
export function stringify(value: unknown, options?: object): string;
