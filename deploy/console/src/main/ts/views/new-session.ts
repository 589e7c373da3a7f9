import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, newKey, ProblemError } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { remember, remembered } from '../lib/prefs.ts';
import { go } from '../lib/router.ts';
import { complain } from '../lib/toast.ts';
import type { Board, Configuration, Page, Session, Workflow } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { configurationOf, draftOf, FRESH, type Draft } from './draft.ts';
import { dot, kindTag, problem, states } from '../ui/parts.ts';

@customElement('lr-new-session')
export class NewSession extends DialogPart {
  @state() private draft: Draft = { ...FRESH, ...remembered<Partial<Draft>>('new-session', {}), name: '' };
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private key = newKey();
  private readonly board = new Live<Board>(this, () => '/health-board', 5_000);
  private readonly templates = new Live<Page<{ id: string; name: string; configuration: Configuration }>>(this, () => has('GET', '/sessions/templates') ? '/sessions/templates?limit=100' : null, Infinity);
  private readonly workflows = new Live<Page<Workflow>>(this, () => '/workflows?limit=100', 60_000);

  private startFrom(id: string): void {
    const template = this.templates.data?.items.find(one => one.id === id);
    if (template) this.set(draftOf(template.configuration, (this.board.data?.items ?? []).map(one => one.name), this.workflows.data?.items ?? []));
  }

  protected heading(): string {
    return 'New session';
  }

  protected override dirty(): boolean {
    return this.draft.name.trim() !== '';
  }

  private set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.key = newKey();
  }

  private toggle(list: 'left' | 'optional' | 'unplanned', name: string): void {
    const now = this.draft[list];
    this.set({ [list]: now.includes(name) ? now.filter(one => one !== name) : [...now, name] });
  }

  private text(name: 'name' | 'description' | 'environment' | 'version' | 'maxAmount' | 'signOff', label: string, hint: unknown = nothing, placeholder = ''): unknown {
    const error = this.error?.field({ maxAmount: 'max_amount', signOff: 'sign_off' }[name as string] ?? name);
    return html`<div class="field"><label for="s-${name}">${label}</label>
      <input id="s-${name}" type="text" .value=${this.draft[name]} placeholder=${placeholder} ?autofocus=${name === 'name'} autocomplete="off" aria-invalid=${error ? 'true' : 'false'}
        @input=${(event: Event) => this.set({ [name]: (event.target as HTMLInputElement).value })}>
      ${error ? html`<span class="error">${error}</span>` : hint === nothing ? nothing : html`<span class="hint">${hint}</span>`}</div>`;
  }

  private check(name: 'write' | 'money' | 'autoPause' | 'start', label: unknown): unknown {
    return html`<label class="check"><input type="checkbox" .checked=${this.draft[name]} @change=${() => this.set({ [name]: !this.draft[name] })}>${label}</label>`;
  }

  protected content(): unknown {
    return html`
      ${problem(this.error)}
      ${this.templates.data?.items.length ? html`<div class="field"><label for="s-template">Start from</label><select id="s-template" @change=${(event: Event) => this.startFrom((event.target as HTMLSelectElement).value)}>
        <option value="">What was filled in last</option>${this.templates.data.items.map(one => html`<option value=${one.id}>${one.name}</option>`)}</select></div>` : nothing}
      ${this.text('name', 'Name', nothing, 'Release 2.4')}
      ${this.text('description', 'What is it about?', nothing, 'Optional')}
      <div class="two">${this.text('environment', 'Environment', nothing, 'staging')}${this.text('version', 'Version under test', nothing, '2.4.0')}</div>
      <fieldset><legend>Integrations in scope</legend>
        ${states(this.board, board => board.items.length === 0
          ? html`<p class="muted">None is registered yet. ${may('operator') ? html`<a href="/integrations" @click=${() => this.close()}>Register them first</a>.` : 'An operator registers them.'}</p>`
          : html`<div class="pick">${board.items.filter(one => one.enabled).map(one => {
              const inside = !this.draft.left.includes(one.name);
              return html`<div class="row"><label class="check grow"><input type="checkbox" .checked=${inside} @change=${() => this.toggle('left', one.name)}>${dot(one.health?.status)}${one.name}</label>
                ${inside ? html`<label class="check small"><input type="checkbox" .checked=${!this.draft.optional.includes(one.name)} @change=${() => this.toggle('optional', one.name)}>required<span class="hush"> ${one.name}</span></label>` : nothing}</div>`;
            })}</div>`, 3)}
      </fieldset>
      ${this.plan()}
      <fieldset><legend>What its tests may do to the real services</legend>
        <span class="hint muted small">Reading is always allowed. These calls are live: what is changed is undone after the test where that is possible.</span>
        ${this.check('write', html`Change things ${kindTag('WRITE')}`)}
        ${this.check('money', html`Move money ${kindTag('MONEY')}`)}
        ${this.draft.money ? this.text('maxAmount', 'At most, all together', 'In the integration’s unit; exact decimals. Without it there is no limit.', '10') : nothing}
      </fieldset>
      ${this.text('signOff', 'Who accepts or rejects it at the end?', 'Names as in their tokens. Without any, every tester and commenter may.', 'Optional: paula, tim')}
      ${this.check('autoPause', 'Pause by itself while a required integration is down, and go on when it is back')}`;
  }

  private plan(): unknown {
    const scope = this.scope();
    const tests = (this.workflows.data?.items ?? []).filter(test => scope.includes(test.integration ?? ''));
    if (tests.length === 0) return nothing;
    return html`<fieldset><legend>Tests that must run</legend><div class="pick">${tests.map(test => html`<label class="check"><input type="checkbox" .checked=${!this.draft.unplanned.includes(test.name)}
      @change=${() => this.toggle('unplanned', test.name)}><span class="grow ellipsis">${test.title ?? test.name}</span>${kindTag(test.kind)}</label>`)}</div></fieldset>`;
  }

  private scope(): string[] {
    return (this.board.data?.items ?? []).filter(one => one.enabled && !this.draft.left.includes(one.name)).map(one => one.name);
  }

  protected override footer(): unknown {
    return html`<footer><span class="grow">${this.check('start', 'Start at once')}</span>
      <button class="btn" type="button" @click=${() => this.close()}>Cancel</button>
      <button class="btn primary" type="submit" ?disabled=${this.busy}>${this.draft.start ? 'Create and start' : 'Create'}</button></footer>`;
  }

  protected override submit(): void {
    if (!this.busy) void this.create();
  }

  private async create(): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      const names = (this.board.data?.items ?? []).filter(one => one.enabled).map(one => one.name);
      const session = await api.post<Session>('/sessions', {
        name: this.draft.name.trim(),
        ...(this.draft.description.trim() && { description: this.draft.description.trim() }),
        configuration: configurationOf(this.draft, names, this.workflows.data?.items ?? []),
      }, { key: this.key });
      remember('new-session', { ...this.draft, name: '', description: '' });
      this.close();
      go(`/sessions/${session.id}`);
      if (this.draft.start) await api.post(`/sessions/${session.id}/start`);
      poke('/sessions', '/dashboard');
    } catch (failure) {
      if (failure instanceof ProblemError && this.isConnected) {
        this.error = failure;
        await this.updateComplete;
        this.querySelector('.problem')?.scrollIntoView({ block: 'nearest' });
      } else {
        complain(failure);
      }
    } finally {
      this.busy = false;
    }
  }
}
