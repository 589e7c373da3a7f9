import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../lib/api.ts';
import { offered } from '../lib/keys.ts';
import { signOut } from '../lib/me.ts';
import { go } from '../lib/router.ts';
import type { Board, Feedback, Page, Session, Workflow } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon, type Icon } from '../ui/icons.ts';
import { rooms } from './places.ts';
import { rank } from './rank.ts';

interface Entry { icon: Icon; text: string; what: string; run: () => void }

@customElement('lr-palette')
export class Palette extends Part {
  @property({ attribute: false }) open: (what: 'help' | 'composer') => void = () => {};
  @property({ attribute: false }) theme: () => void = () => {};
  @state() private typed = '';
  @state() private at = 0;
  @state() private things: Entry[] = [];
  @state() private found: Entry[] = [];
  private asked = 0;

  protected override firstUpdated(): void {
    this.querySelector('dialog')!.showModal();
    this.querySelector('input')!.focus();
    void this.collect();
  }

  private async collect(): Promise<void> {
    const some = async <T>(path: string, of: (item: T) => Entry): Promise<Entry[]> =>
      api.get<Page<T>>(path).then(page => page.items.map(of), () => []);
    const lists = await Promise.all([
      some<Session>('/sessions?limit=50', one => ({ icon: 'sessions', text: one.name, what: `Session, ${one.status.toLowerCase()}`, run: () => go(`/sessions/${one.id}`) })),
      some<Board['items'][0]>('/health-board?limit=1000', one => ({ icon: 'integrations', text: one.name, what: 'Integration', run: () => go(`/integrations/${one.id}`) })),
      some<Workflow>('/workflows?limit=100', one => ({ icon: 'workflows', text: one.name, what: 'Workflow', run: () => go(`/workflows/${one.id}`) })),
    ]);
    this.things = lists.flat();
  }

  private commands(): Entry[] {
    return [
      ...rooms().map((room): Entry => ({ icon: room.icon, text: `Go to ${room.name}`, what: room.key, run: () => go(room.path) })),
      { icon: 'feedback', text: 'Write feedback', what: 'f', run: () => this.open('composer') },
      ...offered().filter(one => !/^(g .|[?/fjkt]|Enter)$/.test(one.keys)).map((one): Entry => ({ icon: 'play', text: one.does, what: one.keys, run: one.run })),
      { icon: 'moon', text: 'Dark or light', what: 't', run: () => this.theme() },
      { icon: 'help', text: 'Keyboard', what: '?', run: () => this.open('help') },
      { icon: 'out', text: 'Sign out', what: '', run: () => void signOut() },
    ];
  }

  private entries(): Entry[] {
    const typed = this.typed.trim();
    if (!typed) return this.commands();
    const ranked = [...this.commands(), ...this.things]
      .map(entry => ({ entry, cost: rank(entry.text, typed) }))
      .filter((one): one is { entry: Entry; cost: number } => one.cost !== null)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, 30)
      .map(one => one.entry);
    return [...ranked, ...this.found];
  }

  private type(text: string): void {
    this.typed = text;
    this.at = 0;
    const ask = ++this.asked;
    this.found = [];
    if (text.trim().length < 3) return;
    setTimeout(() => {
      if (ask !== this.asked) return;
      void api.get<Page<Feedback>>(`/feedback?limit=8&q=${encodeURIComponent(text.trim())}`).then(page => {
        if (ask !== this.asked) return;
        this.found = page.items.map(one => ({ icon: 'feedback', text: one.title, what: `Feedback, ${one.status.toLowerCase()}`, run: () => go(`/feedback/${one.id}`) }));
      }, () => {});
    }, 200);
  }

  private choose(entry: Entry | undefined): void {
    if (!entry) return;
    this.querySelector('dialog')!.close();
    setTimeout(() => entry.run());
  }

  private readonly key = (event: KeyboardEvent): void => {
    const last = this.entries().length - 1;
    if (event.key === 'ArrowDown') this.at = Math.min(last, this.at + 1);
    else if (event.key === 'ArrowUp') this.at = Math.max(0, this.at - 1);
    else if (event.key === 'Enter') this.choose(this.entries()[this.at]);
    else return;
    event.preventDefault();
    void this.updateComplete.then(() => this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  };

  protected override render(): unknown {
    const entries = this.entries();
    return html`<dialog class="palette" aria-label="Search and commands" @close=${() => this.dispatchEvent(new CustomEvent('lr-close'))}
        @click=${(event: Event) => event.target === event.currentTarget && this.querySelector('dialog')!.close()}>
      <input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant=${entries.length ? `palette-${this.at}` : nothing}
        aria-label="Search and commands" placeholder="A session, an integration, something to do …" autocomplete="off" spellcheck="false"
        .value=${this.typed} @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)} @keydown=${this.key}>
      <div id="palette-list" role="listbox" aria-label="What was found">
        ${entries.map((entry, i) => html`<div role="option" id="palette-${i}" aria-selected=${i === this.at ? 'true' : 'false'}
          @click=${() => this.choose(entry)} @mousemove=${() => { if (this.at !== i) this.at = i; }}>${icon(entry.icon)}<span class="ellipsis">${entry.text}</span><span class="what nowrap">${entry.what}</span></div>`)}
        ${entries.length ? nothing : html`<div class="empty">${icon('search')}<p>Nothing matches “${this.typed}”.</p></div>`}
      </div></dialog>`;
  }
}
