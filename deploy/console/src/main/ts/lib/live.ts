/**
 * What is on the server, as it changes: the one place that keeps the page up to date. Each address is asked for once,
 * however many parts of the page show it, and again after its interval; a change made here is seen at once by poke().
 * Where the server pushes (see stream.ts), a push is a poke and the intervals grow long.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { parse, ProblemError, send } from './api.ts';

export type LinkState = 'live' | 'reconnecting';

type Listener = () => void;

const KEEP_MS = 120_000;
const HIDDEN_FACTOR = 5;
const MAX_BACKOFF_MS = 8_000;
/** A question that nobody answers counts as no connection. */
export const PATIENCE_MS = 20_000;

/** Something that asks the server again and again. */
export interface Asking { readonly wanted: boolean; load(): void | Promise<void> }

/** One address and what is known of it. */
class Source implements Asking {
  data: unknown = undefined;
  error: ProblemError | undefined;
  text = '';
  readonly listeners = new Map<Listener, () => number>();
  private timer = 0;
  private running = false;
  private again = false;
  /** What is asked for right now was asked before a change: its answer is old. */
  private old = false;
  private assumed = 0;
  private failures = 0;
  private dropAt = 0;

  constructor(readonly url: string) {}

  get wanted(): boolean {
    return this.listeners.size > 0;
  }

  add(listener: Listener, interval: () => number): void {
    clearTimeout(this.dropAt);
    this.listeners.set(listener, interval);
    void this.load();
  }

  remove(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) {
      clearTimeout(this.timer);
      this.dropAt = window.setTimeout(() => sources.delete(this.url), KEEP_MS);
    }
  }

  async load(): Promise<void> {
    if (this.running || this.assumed) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = true;
    this.again = false;
    try {
      const response = await send('GET', this.url, { signal: AbortSignal.timeout(PATIENCE_MS) });
      const text = await response.text();
      this.failures = 0;
      reached();
      const changed = text !== this.text || this.error !== undefined;
      this.error = undefined;
      if (this.old) {
        this.again = true;
      } else if (changed) {
        this.text = text;
        this.data = text ? parse(text) : undefined;
        this.tell();
      }
    } catch (failure) {
      if (failure instanceof ProblemError) this.failed(failure);
    } finally {
      this.running = false;
      this.old = false;
      // Who assumes something asks again in the end.
      if (this.again && !this.assumed) void this.load();
      else if (!this.assumed) this.schedule();
    }
  }

  /** What the server has just said of it. */
  know(data: unknown): void {
    this.old = this.running;
    this.data = data;
    this.text = '';
    this.tell();
  }

  /** Shows {@code data} until {@code work} is done, whatever the server says meanwhile; then it is asked again. */
  async assume(data: unknown, work: () => Promise<boolean>): Promise<boolean> {
    const before = this.data;
    this.know(data);
    this.assumed++;
    let done = false;
    try {
      done = await work();
    } finally {
      this.assumed--;
      if (!done) this.know(before);
      void this.load();
    }
    return done;
  }

  private failed(error: ProblemError): void {
    this.failures++;
    if (error.status === 0 || error.status >= 502) lost(this);
    // It was removed or purged while it was shown: nothing that is offered for it would work.
    if (error.status === 404) this.data = undefined;
    if (this.error?.message !== error.message) {
      this.error = error;
      this.tell();
    }
  }

  private tell(): void {
    for (const listener of this.listeners.keys()) listener();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.listeners.size === 0 || this.error?.status === 401 || this.error?.status === 404 || this.error?.status === 403) return;
    let interval = Math.min(...[...this.listeners.values()].map(every => every()));
    if (this.failures > 0) {
      interval = Math.min(MAX_BACKOFF_MS, 500 * 2 ** Math.min(this.failures, 5));
    } else if (!Number.isFinite(interval)) {
      return;
    } else if (document.hidden) {
      interval *= HIDDEN_FACTOR;
    }
    this.timer = window.setTimeout(() => void this.load(), interval * (0.9 + Math.random() * 0.2));
  }
}

const sources = new Map<string, Source>();
const unreachable = new Set<Asking>();
const linkListeners = new Set<Listener>();
let link: LinkState = 'live';

function setLink(state: LinkState): void {
  if (link !== state) {
    link = state;
    for (const listener of linkListeners) listener();
  }
}

/** Somebody got no answer: the page says so until somebody does. */
export function lost(asking: Asking): void {
  unreachable.add(asking);
  setLink('reconnecting');
}

/** Somebody got an answer: all who got none ask again at once. */
export function reached(): void {
  if (link === 'reconnecting') {
    const waiting = [...unreachable];
    unreachable.clear();
    setLink('live');
    for (const asking of waiting) if (asking.wanted) void asking.load();
  }
}

function source(url: string): Source {
  let known = sources.get(url);
  if (!known) sources.set(url, (known = new Source(url)));
  return known;
}

/** Asks again for every shown address that begins with one of these. */
export function poke(...prefixes: string[]): void {
  for (const [url, known] of sources) {
    if (known.listeners.size > 0 && prefixes.some(prefix => url.startsWith(prefix))) void known.load();
  }
}

/** What the server has just said of an address, in answer to something else. */
export function know(url: string, data: unknown): void {
  sources.get(url)?.know(data);
}

/** Shows a change before the server has confirmed it, and takes it back if {@code work} tells that it was refused; whether it was done. */
export function assume<T>(url: string, change: (data: T) => T, work: () => Promise<boolean>): Promise<boolean> {
  const known = sources.get(url);
  return known?.data === undefined ? work() : known.assume(change(known.data as T), work);
}

addEventListener('online', () => poke('/'));
addEventListener('offline', () => setLink('reconnecting'));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) poke('/');
});

/** Whether the server is heard of, for whoever shows it. */
export class Link implements ReactiveController {
  private readonly changed: Listener;

  constructor(host: ReactiveControllerHost) {
    this.changed = () => host.requestUpdate();
    host.addController(this);
  }

  get state(): LinkState {
    return link;
  }

  hostConnected(): void {
    linkListeners.add(this.changed);
  }

  hostDisconnected(): void {
    linkListeners.delete(this.changed);
  }
}

/** An element's view of one address; the address may depend on the element's state, and may be null. */
export class Live<T> implements ReactiveController {
  private source: Source | undefined;
  private readonly changed: Listener;
  private readonly interval: () => number;
  private connected = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly address: () => string | null,
    interval: number | (() => number),
  ) {
    this.interval = typeof interval === 'function' ? interval : () => interval;
    this.changed = () => this.host.requestUpdate();
    host.addController(this);
  }

  get data(): T | undefined {
    return this.source?.data as T | undefined;
  }

  /** The last failure; data, if any, is from before it. */
  get error(): ProblemError | undefined {
    return this.source?.error;
  }

  get loading(): boolean {
    return this.source !== undefined && this.source.data === undefined && this.source.error === undefined;
  }

  reload(): void {
    void this.source?.load();
  }

  hostConnected(): void {
    this.connected = true;
    this.follow();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.source?.remove(this.changed);
    this.source = undefined;
  }

  hostUpdate(): void {
    if (this.connected) this.follow();
  }

  private follow(): void {
    const url = this.address();
    if (url === (this.source?.url ?? null)) return;
    this.source?.remove(this.changed);
    this.source = url === null ? undefined : source(url);
    this.source?.add(this.changed, this.interval);
  }
}
