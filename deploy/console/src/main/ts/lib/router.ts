/** Addresses of the page's own: every view and every opened thing has one, and the back button goes back. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Place {
  path: string;
  /** The path's parts, without the empty first one. */
  parts: string[];
  query: URLSearchParams;
}

type Listener = (place: Place) => void;

const listeners = new Set<Listener>();

export function here(): Place {
  return placeOf(location.pathname, location.search);
}

export function placeOf(path: string, search = ''): Place {
  return { path, parts: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(search) };
}

export function onNavigate(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Draws its host again when the address changes: for whatever reads its filter from there. */
export class Addressed implements ReactiveController {
  private stop: () => void = () => {};

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = onNavigate(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.stop();
  }
}

export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  tell();
}

/** Changes parameters of the present address; null removes one. */
export function setQuery(changes: Record<string, string | null>, replace = true): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ''), replace);
}

function tell(): void {
  const place = here();
  for (const listener of listeners) listener(place);
}

/** Which paths the page answers itself; all else is a document of the server's. */
const OWN = /^\/(sessions|feedback|integrations|workflows|reports|operations)?(\/|$)/;

export function start(): void {
  addEventListener('popstate', tell);
  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || !OWN.test(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
