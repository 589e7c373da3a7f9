/** A list that comes page by page, and stays fresh at its top. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Page } from '../model.ts';
import { api, ProblemError, withQuery } from './api.ts';
import { Live } from './live.ts';
import { merge, pushedOut } from './merge.ts';
import { complain } from './toast.ts';

export class Pager<T extends { id: string }> implements ReactiveController {
  private readonly top: Live<Page<T>>;
  private rest: T[] = [];
  private cursor: string | null | undefined = undefined;
  private url: string | null = null;
  private fetching = false;
  private joined: T[] = [];
  private joinedFrom: unknown;
  private before: T[] | undefined;

  constructor(private readonly host: ReactiveControllerHost, private readonly address: () => string | null, interval: number, private readonly size = 100) {
    this.top = new Live<Page<T>>(host, () => {
      const url = this.address();
      return url === null ? null : withQuery(url.split('?')[0]!, { ...Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')), limit: this.size });
    }, interval);
    host.addController(this);
  }

  hostUpdate(): void {
    const url = this.address();
    if (url !== this.url) {
      this.url = url;
      this.rest = [];
      this.cursor = undefined;
      this.joinedFrom = undefined;
      this.before = undefined;
    }
  }

  get error(): ProblemError | undefined {
    return this.top.error;
  }

  get data(): T[] | undefined {
    const page = this.top.data;
    if (!page) return undefined;
    if (this.joinedFrom !== page) {
      this.joinedFrom = page;
      if (this.before && this.cursor !== undefined) this.rest = pushedOut(this.before, page.items, this.rest);
      this.before = page.items;
      this.joined = merge(page.items, this.rest);
    }
    return this.joined;
  }

  /** Whether all is here. */
  get complete(): boolean {
    return (this.cursor === undefined ? this.top.data?.next_cursor ?? null : this.cursor) === null;
  }

  /** What is known anew of entries that may stand below the first page, which alone is asked for again. */
  put(fresh: T[]): void {
    const known = new Map(fresh.map(one => [one.id, one]));
    this.rest = this.rest.map(one => known.get(one.id) ?? one);
    this.joinedFrom = undefined;
    this.host.requestUpdate();
  }

  reload(): void {
    this.top.reload();
  }

  readonly more = (): void => {
    const cursor = this.cursor === undefined ? this.top.data?.next_cursor : this.cursor;
    if (this.fetching || !cursor || !this.url) return;
    this.fetching = true;
    // From now on what is pushed off the first page belongs to the rest.
    this.cursor = cursor;
    const url = this.url;
    api.get<Page<T>>(withQuery(url.split('?')[0]!, { ...Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')), limit: this.size, cursor })).then(page => {
      if (url !== this.url) return;
      this.rest = merge(this.rest, page.items);
      this.cursor = page.next_cursor;
      this.joinedFrom = undefined;
      this.host.requestUpdate();
    }, complain).finally(() => { this.fetching = false; });
  };
}
