/** What of lit/directive.js is used here; packages in Maven repositories come without type declarations. */
export class Directive {
  constructor(part: unknown);
  render(...values: never[]): unknown;
  update(part: never, values: never): unknown;
}
export function directive(made: new (part: never) => Directive): (...values: never[]) => unknown;
