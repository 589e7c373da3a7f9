import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { has } from '../lib/capabilities.ts';
import type { ComposerSeed } from '../lib/compose.ts';
import { Link, Live, poke } from '../lib/live.ts';
import { current, renew, signOut } from '../lib/me.ts';
import type { Shortcut } from '../lib/keys.ts';
import { isDark, setTheme } from '../lib/prefs.ts';
import { go, here, onNavigate, setQuery, type Place } from '../lib/router.ts';
import type { Dashboard } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { avatar, empty, skeleton } from '../ui/parts.ts';
import { rooms, viewAt } from './places.ts';
import './toasts.ts';

type Overlay = { kind: 'palette' } | { kind: 'help' } | { kind: 'composer'; seed: ComposerSeed } | null;

@customElement('lr-app')
export class Shell extends Part {
  @state() private place: Place = here();
  private shown = '';
  @state() private loaded = '';
  @state() private overlay: Overlay = null;
  @state() private signedOut = false;
  @state() private failed = false;
  private readonly link = new Link(this);
  private readonly dashboard = new Live<Dashboard>(this, () => '/dashboard', 10_000);
  private readonly halt = new Live<{ halted: boolean; reason: string | null }>(this, () => has('GET', '/operations/halt') ? '/operations/halt' : null, 10_000);
  private forget: (() => void)[] = [];

  protected override shortcuts(): Shortcut[] {
    return [
      { keys: '?', does: 'Show this help', run: () => void this.open({ kind: 'help' }) },
      { keys: '/', does: 'Search and commands', run: () => void this.open({ kind: 'palette' }) },
      { keys: 'f', does: 'Write feedback', run: () => void this.open({ kind: 'composer', seed: this.seedHere() }) },
      { keys: 't', does: 'Dark or light', run: () => this.toggleTheme() },
      ...rooms().map(room => ({ keys: room.key, does: `Go to ${room.name}`, run: () => go(room.path) })),
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const composing = (event: Event): void => void this.open({ kind: 'composer', seed: { ...this.seedHere(), ...(event as CustomEvent<ComposerSeed>).detail } });
    const outside = (): void => void renew().then(renewed => { this.signedOut = !renewed; });
    const palette = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) void this.open({ kind: 'palette' });
      }
    };
    addEventListener('liverun-compose', composing);
    // What was refused meanwhile is asked for again.
    const inside = (): void => poke('/');
    addEventListener('liverun-signed-out', outside);
    addEventListener('liverun-renewed', inside);
    addEventListener('keydown', palette);
    this.forget = [
      onNavigate(place => this.arrive(place)),
      () => removeEventListener('liverun-compose', composing),
      () => removeEventListener('liverun-signed-out', outside),
      () => removeEventListener('liverun-renewed', inside),
      () => removeEventListener('keydown', palette),
    ];
    if (location.pathname === '/') go('/sessions', true);
    else void this.load();
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.forget) stop();
  }

  private arrive(place: Place): void {
    const otherView = viewAt(place)?.title !== viewAt(this.place)?.title || place.parts[1] !== this.place.parts[1];
    this.place = place;
    this.follow();
    void this.load().then(() => {
      if (!otherView) return;
      scrollTo(0, 0);
      if (!document.querySelector('dialog[open]')) this.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    });
  }

  /** What stands above the page can be linked to: `?show=feedback`, `commands` or `keyboard`. */
  private follow(): void {
    const shown = here().query.get('show') ?? '';
    if (shown === this.shown) return;
    const was = this.shown;
    this.shown = shown;
    if (shown === 'feedback') void this.open({ kind: 'composer', seed: this.seedHere() });
    else if (shown === 'commands') void this.open({ kind: 'palette' });
    else if (shown === 'keyboard') void this.open({ kind: 'help' });
    else if (was) this.overlay = null;
  }

  private async load(): Promise<void> {
    const view = viewAt(this.place);
    document.title = `${view?.title ?? 'Not found'} · Liverun`;
    if (!view) return;
    try {
      await view.load();
      this.failed = false;
      this.loaded = view.title;
    } catch {
      this.failed = true;
    }
  }

  private async open(overlay: NonNullable<Overlay>): Promise<void> {
    if (overlay.kind === 'palette') await import('./palette.ts');
    else if (overlay.kind === 'help') await import('./help.ts');
    else await import('../feedback/composer.ts');
    this.overlay = overlay;
  }

  private seedHere(): ComposerSeed {
    const [room, id, tab, thing] = this.place.parts;
    return room === 'sessions' && id ? { session: id, ...(tab === 'results' && thing && { result: thing }) } : {};
  }

  private toggleTheme(): void {
    setTheme(isDark() ? 'light' : 'dark');
    this.requestUpdate();
  }

  protected override render(): unknown {
    const room = this.place.parts[0] ?? 'sessions';
    return html`
      <a class="skip" href="#main" @click=${(event: Event) => { event.preventDefault(); this.querySelector<HTMLElement>('#main')?.focus(); }}>Skip to content</a>
      ${this.sidebar(room)}
      <div class="stage">
        ${this.topbar()}
        ${this.halted()}
        <main id="main" class="page" tabindex="-1">${this.view()}</main>
      </div>
      ${this.bottom(room)}
      <lr-toasts></lr-toasts>
      ${this.over()}
      ${this.signedOut ? html`<div class="toasts"><div class="toast bad" role="alert"><p class="strong">You are signed out</p>
        <p>Your sign-in has run out. What you wrote is kept. <a href="/sign-in" target="_self">Sign in again</a></p></div></div>` : nothing}`;
  }

  private view(): unknown {
    const view = viewAt(this.place);
    if (!view) return empty('search', 'There is nothing here', 'The address is not one of this page’s.', html`<a class="btn" href="/sessions">Go to sessions</a>`);
    if (this.failed) {
      return empty('refresh', 'This view could not be loaded', 'The connection is away, or Liverun was updated.',
        html`<button class="btn" @click=${() => location.reload()}>Load the page again</button>`);
    }
    return this.loaded === view.title ? keyed(`${view.title} ${this.place.parts[0] === 'feedback' ? '' : this.place.parts[1] ?? ''}`, view.show()) : skeleton(8);
  }

  private sidebar(room: string): unknown {
    const numbers = this.dashboard.data;
    const counts: Record<string, { n: number; hot: boolean } | undefined> = numbers ? {
      sessions: { n: numbers.sessions.ACTIVE + numbers.sessions.PAUSED, hot: false },
      feedback: { n: Object.values(numbers.open_feedback).reduce((a, b) => a + b, 0), hot: numbers.open_feedback.CRITICAL > 0 },
      integrations: { n: numbers.integrations.filter(one => one.status === 'UNHEALTHY' || one.status === 'TIMEOUT').length, hot: true },
    } : {};
    return html`<nav class="side" aria-label="Main">
      <a class="brand" href="/sessions"><img src="/assets/liverun.svg" alt="" width="26" height="26">Liverun</a>
      ${rooms().map(one => {
        const count = counts[one.path.slice(1)];
        return html`<a class="item" href=${one.path} aria-current=${one.path === `/${room}` ? 'page' : nothing}>${icon(one.icon)}<span>${one.name}</span>
          ${count && count.n > 0 ? html`<span class="count ${count.hot ? 'hot' : ''}">${count.n}</span>` : nothing}</a>`;
      })}
      <div class="foot">
        <a class="item" href="/docs" target="_blank" rel="noopener">${icon('book')}<span>API</span></a>
        <button class="item btn ghost" @click=${() => void this.open({ kind: 'help' })}>${icon('help')}<span>Keyboard</span><kbd aria-hidden="true">?</kbd></button>
        <button class="item btn ghost" @click=${() => this.toggleTheme()}>${icon(isDark() ? 'sun' : 'moon')}<span>${isDark() ? 'Light' : 'Dark'}</span><kbd aria-hidden="true">t</kbd></button>
        <div class="me">${avatar(current().subject)}<span class="grow"><span class="strong ellipsis">${current().subject}</span><br><span class="small muted">${current().roles.join(', ')}</span></span>
          <button class="btn ghost icon small" title="Sign out" aria-label="Sign out" @click=${() => void signOut()}>${icon('out')}</button></div>
      </div>
    </nav>`;
  }

  /** Everybody should know why nothing goes out. */
  private halted(): unknown {
    const halt = this.halt.data;
    return halt?.halted ? html`<p class="halted" role="status">${icon('stop')}<span><strong>All outgoing calls are stopped</strong>${halt.reason ? html`: ${halt.reason}` : nothing}</span></p>` : nothing;
  }

  private topbar(): unknown {
    const reconnecting = this.link.state === 'reconnecting';
    return html`<header class="topbar">
      <a class="home" href="/sessions" aria-label="Liverun: sessions"><img src="/assets/liverun.svg" alt="" width="26" height="26"></a>
      <span class="link-state ${this.link.state}" role="status">${reconnecting ? 'Reconnecting …' : html`<span class="wide">Connected</span>`}</span>
      <span class="grow"></span>
      <button class="seek" @click=${() => void this.open({ kind: 'palette' })} aria-label="Search and commands">${icon('search')}<span>Search and commands</span><kbd aria-hidden="true">Ctrl K</kbd></button>
      <button class="btn" @click=${() => void this.open({ kind: 'composer', seed: this.seedHere() })}>${icon('feedback')}Feedback<kbd class="wide" aria-hidden="true">f</kbd></button>
    </header>`;
  }

  private bottom(room: string): unknown {
    return html`<nav class="bottom" aria-label="Main, short">
      ${rooms().slice(0, 4).map(one => html`<a href=${one.path} aria-current=${one.path === `/${room}` ? 'page' : nothing}>${icon(one.icon)}${one.name}</a>`)}
      <button @click=${() => void this.open({ kind: 'palette' })}>${icon('more')}More</button>
    </nav>`;
  }

  private over(): unknown {
    const close = (): void => {
      this.overlay = null;
      if (here().query.has('show')) setQuery({ show: null });
    };
    switch (this.overlay?.kind) {
      case 'palette': return html`<lr-palette @lr-close=${close} .open=${(kind: 'help' | 'composer') =>
        void this.open(kind === 'help' ? { kind } : { kind, seed: this.seedHere() })} .theme=${() => this.toggleTheme()}></lr-palette>`;
      case 'help': return html`<lr-help @lr-close=${close}></lr-help>`;
      case 'composer': return html`<lr-composer .seed=${this.overlay.seed} @lr-close=${close}></lr-composer>`;
      default: return nothing;
    }
  }
}
