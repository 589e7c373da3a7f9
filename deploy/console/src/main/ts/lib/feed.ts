/**
 * What happens in a session, as it happens. Every entry has a position, so that after a break the feed goes on where it
 * was; whatever an entry touches is asked for again, so that all of the page follows from this one feed. Entries come by the
 * stream; while there is none, they are asked for.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Page, TimelineItem } from '../model.ts';
import { api, ProblemError } from './api.ts';
import { lost, PATIENCE_MS, poke, reached, type Asking } from './live.ts';
import { Stream, type Message } from './stream.ts';
import { touched } from './touched.ts';

const EVERY_MS = 1_000;
const HIDDEN_MS = 5_000;
/** While the stream is open: only to be sure. */
const STREAMED_MS = 30_000;
const PAGE = 200;
const POKE_MS = 250;
/** In a burst what is old is asked for this often, and entries are shown that often. */
const BURST_POKE_MS = 1_000;
const BURST_SHOW_MS = 250;
/** Older entries are let go of; they can be asked for again. */
const KEPT = 2_000;

class Feed implements Asking {
  items: TimelineItem[] = [];
  error: ProblemError | undefined;
  complete = false;
  private kept = KEPT;
  private readonly listeners = new Set<() => void>();
  private timer = 0;
  private running = false;
  /** Somebody asked while it was being asked. */
  private again = false;
  private behind = false;
  /** What came while it was behind. */
  private meanwhile: TimelineItem[] = [];
  private failures = 0;
  private readonly old = new Set<string>();
  private pokeTimer = 0;
  private poked = 0;
  private tellTimer = 0;
  private told = 0;

  private readonly stream: Stream;

  constructor(private readonly session: string) {
    this.stream = new Stream(
      () => `/stream?session_id=${session}&cursor=${this.position}`,
      message => this.pushed(message),
      () => void this.load(),
    );
  }

  add(listener: () => void): void {
    this.listeners.add(listener);
    void this.load();
  }

  remove(listener: () => void): void {
    this.listeners.delete(listener);
    if (!this.wanted) {
      this.stream.stop();
      clearTimeout(this.timer);
    }
  }

  private pushed(message: Message): void {
    if (message.type === 'delta') {
      const entries = message['entries'] as TimelineItem[];
      if (this.behind) this.meanwhile.push(...entries);
      else this.take(entries);
    } else if (message.type === 'snapshot') {
      // More may have come than a stream repeats: the pages have it all, and until they are read there would be a hole.
      this.behind = true;
      void this.load();
    }
    if (message.type === 'purged') poke(`/sessions/${this.session}`);
  }

  get wanted(): boolean {
    return this.listeners.size > 0;
  }

  get position(): number {
    return this.items.at(-1)?.position ?? 0;
  }

  async load(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = true;
    this.again = false;
    let more = false;
    try {
      const page = await api.get<Page<TimelineItem>>(`/sessions/${this.session}/timeline?limit=${PAGE}&cursor=${this.position}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      this.failures = 0;
      reached();
      this.take(page.items);
      more = page.items.length === PAGE || this.again;
      if (!more) {
        this.behind = false;
        this.take(this.meanwhile);
        this.meanwhile = [];
      }
      if (!more && !this.complete) {
        this.complete = true;
        this.tell();
      }
      if (!more && this.wanted) this.stream.start();
    } catch (failure) {
      if (failure instanceof ProblemError) {
        this.failures++;
        if (failure.status === 0 || failure.status >= 502) lost(this);
        this.error = failure;
        this.tell();
      }
    } finally {
      this.running = false;
      if (more) void this.load();
      else this.schedule();
    }
  }

  /** New entries, in order; what is known already is passed over. */
  take(items: TimelineItem[]): void {
    const fresh = items.filter(item => item.position > this.position);
    if (fresh.length === 0 && this.error === undefined) return;
    const following = this.complete;
    this.error = undefined;
    const all = [...this.items, ...fresh];
    this.items = all.length > this.kept ? all.slice(-this.kept) : all;
    if (following) for (const item of fresh) this.ageAll(touched(this.session, item));
    this.tell();
  }

  /** Whether there are entries before those that are kept. */
  get cut(): boolean {
    return (this.items[0]?.position ?? 1) > 1;
  }

  /** Asks for entries before those that are kept. */
  async earlier(): Promise<void> {
    const first = this.items[0]?.position ?? 1;
    if (first <= 1) return;
    const page = await api.get<Page<TimelineItem>>(`/sessions/${this.session}/timeline?limit=${PAGE}&cursor=${Math.max(0, first - 1 - PAGE)}`);
    const before = page.items.filter(item => item.position < first);
    this.kept += before.length;
    this.items = [...before, ...this.items];
    this.tell();
  }

  /** Many entries at once are one question. */
  private ageAll(urls: string[]): void {
    for (const url of urls) this.old.add(url);
    this.pokeTimer ||= window.setTimeout(() => {
      this.pokeTimer = 0;
      this.poked = Date.now();
      const all = [...this.old];
      this.old.clear();
      poke(...all);
    }, Math.max(POKE_MS, BURST_POKE_MS - (Date.now() - this.poked)));
  }

  /** At once, unless it was told just now. */
  private tell(): void {
    if (this.tellTimer) return;
    const now = Date.now();
    if (now - this.told >= BURST_SHOW_MS) {
      this.told = now;
      for (const listener of this.listeners) listener();
    } else {
      this.tellTimer = window.setTimeout(() => {
        this.tellTimer = 0;
        this.tell();
      }, BURST_SHOW_MS - (now - this.told));
    }
  }

  private schedule(): void {
    if (!this.wanted || this.error?.status === 404 || this.error?.status === 401) return;
    const wait = this.failures ? Math.min(8_000, 500 * 2 ** Math.min(this.failures, 5)) : this.stream.open ? STREAMED_MS : document.hidden ? HIDDEN_MS : EVERY_MS;
    this.timer = window.setTimeout(() => void this.load(), wait);
  }
}

const feeds = new Map<string, Feed>();

addEventListener('liverun-renewed', () => {
  for (const feed of feeds.values()) if (feed.wanted) void feed.load();
});

export class SessionFeed implements ReactiveController {
  private feed: Feed | undefined;
  private readonly changed: () => void;

  constructor(private readonly host: ReactiveControllerHost, private readonly session: () => string) {
    this.changed = () => this.host.requestUpdate();
    host.addController(this);
  }

  get items(): TimelineItem[] {
    return this.feed?.items ?? [];
  }

  get complete(): boolean {
    return this.feed?.complete ?? false;
  }

  get error(): ProblemError | undefined {
    return this.feed?.error;
  }

  get cut(): boolean {
    return this.feed?.cut ?? false;
  }

  earlier(): Promise<void> {
    return this.feed?.earlier() ?? Promise.resolve();
  }

  /** Something was done here: look at once. */
  look(): void {
    void this.feed?.load();
  }

  hostConnected(): void {
    const id = this.session();
    this.feed = feeds.get(id) ?? new Feed(id);
    feeds.set(id, this.feed);
    this.feed.add(this.changed);
  }

  hostDisconnected(): void {
    this.feed?.remove(this.changed);
    // Other sessions are not kept: what is long ago is a page of the server's.
    if (feeds.size > 3) for (const [id, feed] of feeds) if (!feed.wanted) feeds.delete(id);
  }
}
