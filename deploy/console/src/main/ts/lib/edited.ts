/**
 * What somebody edits while others may change it too: field by field, against what it was when it was last agreed on. What only
 * others changed is followed; what both changed differently has to be settled before it can be saved.
 */
export class Edited<T extends object> {
  values: T;
  /** What others made of the fields that were edited here. */
  theirs: Partial<T> = {};

  constructor(public agreed: T, edited: Partial<T> = {}) {
    this.values = { ...agreed, ...edited };
  }

  get settled(): boolean {
    return Object.keys(this.theirs).length === 0;
  }

  /** Only what was edited. */
  get changes(): Partial<T> {
    return this.only(field => this.values[field] !== this.agreed[field]);
  }

  set(values: Partial<T>): void {
    this.values = { ...this.values, ...values };
  }

  /** What it is on the server now. */
  follow(now: T): void {
    const edited = this.changes;
    this.values = { ...now, ...edited };
    this.theirs = {};
    for (const field of Object.keys(edited) as (keyof T)[]) {
      if (now[field] !== this.agreed[field] && now[field] !== this.values[field]) this.theirs[field] = now[field];
    }
    this.agreed = { ...now, ...this.only(field => field in this.theirs, this.agreed) };
  }

  /** What was sent is what both sides have now. */
  saved(sent: Partial<T>): void {
    this.agreed = { ...this.agreed, ...sent };
  }

  /** Both sides are known now, and one of them is meant. */
  settle(field: keyof T, keep: 'mine' | 'theirs'): void {
    const theirs = this.theirs[field] as T[keyof T];
    this.agreed = { ...this.agreed, [field]: theirs };
    if (keep === 'theirs') this.values = { ...this.values, [field]: theirs };
    const { [field]: _, ...others } = this.theirs;
    this.theirs = others as Partial<T>;
  }

  private only(which: (field: keyof T) => boolean, of = this.values): Partial<T> {
    return Object.fromEntries(Object.entries(of).filter(([field]) => which(field as keyof T))) as Partial<T>;
  }
}

/** What of a text is still to be sent when {@code sent} has been: people go on writing. */
export const unsent = (text: string, sent: string): string => text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
