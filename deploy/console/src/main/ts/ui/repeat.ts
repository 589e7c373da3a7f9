/**
 * A list of parts that are known by their keys. As Lit's own directive, which in 3.3 leaves a marker in the document for each
 * part that goes: a page that follows a session for hours would keep one for every entry.
 */
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { insertPart, removePart, setChildPartValue, type ChildPart } from 'lit/directive-helpers.js';

type Row<T> = (item: T, index: number) => unknown;

class Repeat extends Directive {
  private parts = new Map<unknown, ChildPart>();

  override render(items: unknown[], _key: Row<never>, row: Row<unknown>): unknown {
    return items.map(row);
  }

  override update(container: ChildPart, [items, key, row]: [unknown[], Row<unknown>, Row<unknown>]): unknown {
    const keys = items.map(key);
    const wanted = new Set(keys);
    for (const [one, part] of this.parts) if (!wanted.has(one)) drop(part);
    const parts = new Map<unknown, ChildPart>();
    let after: ChildPart | undefined;
    // From the end: what follows a part stands already.
    for (let i = items.length - 1; i >= 0; i--) {
      let part = this.parts.get(keys[i]);
      if (!part) part = insertPart(container, after);
      else if (part.endNode?.nextSibling !== (after?.startNode ?? container.endNode)) insertPart(container, after, part);
      setChildPartValue(part, row(items[i], i));
      parts.set(keys[i], part);
      after = part;
    }
    this.parts = parts;
    return noChange;
  }
}

function drop(part: ChildPart): void {
  const end = part.endNode as ChildNode | null;
  removePart(part);
  end?.remove();
}

export const repeat = directive(Repeat) as <T>(items: T[], key: (item: T, index: number) => unknown, row: Row<T>) => unknown;
