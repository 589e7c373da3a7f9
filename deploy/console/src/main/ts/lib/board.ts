/**
 * All integrations and their health. Changes come by the stream as whole entries; where there is none, or while it is away, the
 * board is asked for. Many changes are shown at once, a few times a second.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Board, BoardItem } from '../model.ts';
import type { ProblemError } from './api.ts';
import { applied, totalsOf } from './board-changes.ts';
import { Live } from './live.ts';
import { Stream, type Message } from './stream.ts';

const SHOW_MS = 250;
const ASK_MS = 3_000;
const STREAMED_MS = 60_000;

export class BoardFeed implements ReactiveController {
  private streamed: Board | undefined;
  private readonly asked: Live<Board>;
  private readonly stream: Stream;
  private waiting: BoardItem[] = [];
  private gone: string[] = [];
  private timer = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    this.asked = new Live<Board>(host, () => '/health-board?limit=10000', () => (this.stream?.open ? STREAMED_MS : ASK_MS));
    this.stream = new Stream(() => '/integrations/stream', message => this.take(message), () => {
      // A stream that is away shows nothing new: then the board that is asked for is the newer one.
      if (!this.stream.open) this.streamed = undefined;
      this.host.requestUpdate();
    });
    host.addController(this);
  }

  get data(): Board | undefined {
    return this.streamed ?? this.asked.data;
  }

  get error(): ProblemError | undefined {
    return this.streamed ? undefined : this.asked.error;
  }

  reload(): void {
    this.asked.reload();
  }

  hostConnected(): void {
    this.stream.start();
  }

  hostDisconnected(): void {
    this.stream.stop();
    clearTimeout(this.timer);
    this.timer = 0;
    this.streamed = undefined;
  }

  private take(message: Message): void {
    if (message.type === 'snapshot') {
      this.waiting = [];
      this.gone = [];
      this.streamed = { items: message['items'] as BoardItem[], totals: message['totals'] as Board['totals'], next_cursor: null };
      this.host.requestUpdate();
    } else if (message.type === 'changes') {
      this.waiting.push(...(message['items'] as BoardItem[] ?? []));
      this.gone.push(...(message['removed'] as string[] ?? []));
      this.timer ||= window.setTimeout(() => this.show(), SHOW_MS);
    }
  }

  private show(): void {
    this.timer = 0;
    if (!this.streamed) return;
    const items = applied(this.streamed.items, this.waiting, this.gone);
    this.waiting = [];
    this.gone = [];
    this.streamed = { items, totals: totalsOf(items), next_cursor: null };
    this.host.requestUpdate();
  }
}
