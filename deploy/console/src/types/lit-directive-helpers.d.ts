/** What of lit/directive-helpers.js is used here; packages in Maven repositories come without type declarations. */
export interface ChildPart { readonly startNode: Node | null; readonly endNode: Node | null }
export function insertPart(container: ChildPart, before?: ChildPart, part?: ChildPart): ChildPart;
export function removePart(part: ChildPart): void;
export function setChildPartValue(part: ChildPart, value: unknown): ChildPart;
