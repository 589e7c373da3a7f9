/**
 * One WebSocket that comes back by itself: it goes on from the last cursor, tells when it cannot, and notices a server that
 * has gone silent. Where there is no such stream its owner keeps asking.
 */
import { lost, reached, type Asking } from './live.ts';

/** The server sends a heartbeat every 20 s. */
const SILENCE_MS = 60_000;
const LONGEST_WAIT_MS = 8_000;
/** A stream that was never there is tried again after this. */
const ABSENT_MS = 60_000;
const TOKEN_EXPIRED = 4401;

export interface Message { type: string; cursor?: string; [more: string]: unknown }

export class Stream implements Asking {
  /** Whether messages come; while not, the owner has to ask. */
  open = false;
  private socket: WebSocket | undefined;
  private timer = 0;
  private silence = 0;
  private failures = 0;
  private known = false;
  private stopped = true;

  constructor(
    private readonly address: () => string,
    private readonly take: (message: Message) => void,
    private readonly changed: () => void,
  ) {}

  get wanted(): boolean {
    return !this.stopped;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    addEventListener('offline', this.cut);
    addEventListener('online', this.again);
    addEventListener('liverun-renewed', this.again);
    this.load();
  }

  /** The browser knows of a lost network long before a silent connection does. */
  private readonly cut = (): void => {
    const socket = this.socket;
    if (!socket) return;
    socket.close();
    this.closed(socket, 1006);
  };

  private readonly again = (): void => this.load();

  stop(): void {
    this.stopped = true;
    removeEventListener('offline', this.cut);
    removeEventListener('online', this.again);
    removeEventListener('liverun-renewed', this.again);
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.socket?.close();
    this.socket = undefined;
    this.open = false;
  }

  /** Connects, now. */
  load(): void {
    if (this.stopped || this.socket) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1${this.address()}`);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.known = true;
      this.open = true;
      this.listen();
      reached();
      this.changed();
    };
    socket.onmessage = event => {
      this.listen();
      this.take(JSON.parse(String(event.data)) as Message);
    };
    socket.onclose = event => this.closed(socket, event.code);
  }

  private listen(): void {
    clearTimeout(this.silence);
    const socket = this.socket;
    this.silence = window.setTimeout(() => {
      // The connection is dead and nobody has said so: do not wait for its end.
      if (socket && socket === this.socket) {
        socket.close();
        this.closed(socket, 1006);
      }
    }, SILENCE_MS);
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.socket = undefined;
    this.open = false;
    clearTimeout(this.silence);
    if (this.stopped) return;
    if (code === TOKEN_EXPIRED) {
      dispatchEvent(new Event('liverun-signed-out'));
      return;
    }
    this.failures++;
    if (this.known) lost(this);
    this.changed();
    const wait = this.known ? Math.min(LONGEST_WAIT_MS, 250 * 2 ** Math.min(this.failures, 5)) : ABSENT_MS;
    this.timer = window.setTimeout(() => this.load(), wait * (0.8 + Math.random() * 0.4));
  }
}
