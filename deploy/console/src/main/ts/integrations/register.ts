import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey, ProblemError } from '../lib/api.ts';
import { Edited } from '../lib/edited.ts';
import { Live, poke } from '../lib/live.ts';
import { go } from '../lib/router.ts';
import { say } from '../lib/toast.ts';
import type { Endpoint, Page, Preset } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { meanwhile } from '../ui/meanwhile.ts';
import { problem } from '../ui/parts.ts';

const AUTH = ['NONE', 'API_KEY', 'BEARER_TOKEN', 'OAUTH'];

/** What is typed into the fields, by their names. */
type Values = Record<string, string>;

const valuesOf = (one: Endpoint): Values => ({
  name: one.name, base_url: one.base_url, health_check_url: one.health_check_url, auth_type: one.auth_type, credential: one.credential ?? '', tags: one.tags.join(', '),
  rate_limit_per_minute: String(one.rate_limit_per_minute), timeout_seconds: String(one.timeout_seconds), retry_attempts: String(one.retry_attempts),
  check_interval_seconds: String(one.check_interval_seconds),
});

const FIELDS: Values = {
  name: 'The name', base_url: 'The base address', health_check_url: 'The health check address', auth_type: 'How it signs in', credential: 'The credential', tags: 'The list of tags',
  rate_limit_per_minute: 'The limit of requests', timeout_seconds: 'The time of patience', retry_attempts: 'The number of retries', check_interval_seconds: 'The time between checks',
};

@customElement('lr-register')
export class Register extends DialogPart {
  @property({ attribute: false }) existing: Endpoint | undefined;
  @state() private preset = '';
  @state() private draft = new Edited<Values>({});
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private key = newKey();
  private readonly presets = new Live<Page<Preset>>(this, () => this.existing ? null : '/integrations/presets', Infinity);

  protected override willUpdate(): void {
    const one = this.existing;
    if (one && !this.busy) this.draft.follow(valuesOf(one));
  }

  protected heading(): string {
    return this.existing ? `Edit ${this.existing.name}` : 'Register an integration';
  }

  private pick(preset: Preset | undefined): void {
    this.preset = preset?.name ?? '';
    this.draft = new Edited<Values>(preset ? { name: preset.name, base_url: preset.base_url ?? '', credential: preset.credential ?? '' } : {});
    this.error = undefined;
  }

  private type(name: string, value: string): void {
    this.draft.set({ [name]: value });
    this.key = newKey();
    this.requestUpdate();
  }

  protected override dirty(): boolean {
    return Object.keys(this.draft.changes).length > 0;
  }

  private get complete(): boolean {
    return this.draft.settled && Boolean(this.draft.values['base_url']?.trim());
  }

  private field(name: string, label: string, hint = '', type = 'text'): unknown {
    const error = this.error?.field(name);
    return html`<div class="field"><label for="r-${name}">${label}</label><input id="r-${name}" type=${type} .value=${this.draft.values[name] ?? ''} autocomplete="off" spellcheck="false" aria-invalid=${error ? 'true' : 'false'}
      @input=${(event: Event) => this.type(name, (event.target as HTMLInputElement).value)}>
      ${error ? html`<span class="error">${error}</span>` : hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;
  }

  protected content(): unknown {
    const own = this.existing !== undefined || this.preset === '';
    return html`${problem(this.error)}${meanwhile(this.draft, FIELDS, () => this.requestUpdate())}
      ${this.existing ? nothing : html`<fieldset><legend>Which one?</legend><div class="segments wraps" role="group" aria-label="Known integrations">
        ${this.presets.data?.items.map(one => html`<button type="button" aria-pressed=${this.preset === one.name ? 'true' : 'false'} title=${one.description} @click=${() => this.pick(one)}>${one.name}</button>`)}
        <button type="button" aria-pressed=${this.preset === '' ? 'true' : 'false'} @click=${() => this.pick(undefined)}>Another</button></div>
        <p class="small muted">${this.presets.data?.items.find(one => one.name === this.preset)?.description ?? 'Any HTTP service.'}</p></fieldset>`}
      <div class="two">${this.field('name', 'Name')}${this.field('base_url', 'Base address', '', 'url')}</div>
      ${own ? html`${this.field('health_check_url', 'Health check address', 'Left empty, the base address itself is checked.', 'url')}
        <div class="two"><div class="field"><label for="r-auth">Signs in with</label><select id="r-auth" @change=${(event: Event) => this.type('auth_type', (event.target as HTMLSelectElement).value)}>
          ${AUTH.map(one => html`<option value=${one} .selected=${one === (this.draft.values['auth_type'] ?? 'NONE')}>${one.toLowerCase().replace('_', ' ')}</option>`)}</select></div>${this.field('tags', 'Tags', 'Separated by commas')}</div>` : nothing}
      ${this.field('credential', 'Credential', 'The name of a secret, never its value. The value is put in place outside, under this name.')}
      <details ?open=${this.existing !== undefined}><summary>Limits and patience</summary><div class="two">${this.field('rate_limit_per_minute', 'Requests a minute', 'For checks and tests together', 'number')}${this.field('check_interval_seconds', 'Seconds between checks', '', 'number')}
        ${this.field('timeout_seconds', 'Seconds of patience', '1 to 300', 'number')}${this.existing || own ? this.field('retry_attempts', 'Retries', '0 to 10', 'number') : nothing}</div></details>`;
  }

  protected override footer(): unknown {
    return html`<footer><span class="grow">Its health is checked at once.</span><button class="btn" type="button" @click=${() => this.close()}>Cancel</button>
      <button class="btn primary" type="submit" ?disabled=${this.busy || !this.complete}>${this.existing ? 'Save' : 'Register'}</button></footer>`;
  }

  private body(): Record<string, unknown> {
    const body: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this.existing ? this.draft.changes as Values : this.draft.values)) {
      const text = value.trim();
      if (name === 'tags') body[name] = text ? text.split(/\s*,\s*/) : [];
      else if (text === '') { if (this.existing && name === 'credential') body[name] = null; }
      else body[name] = /_per_minute$|_seconds$|_attempts$/.test(name) ? Number(text) : text;
    }
    return body;
  }

  protected override submit(): void {
    if (this.busy || !this.complete) return;
    if (this.existing && !this.dirty()) this.close();
    else void this.save();
  }

  private async save(): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      const saved = this.existing
        ? await api.patch<Endpoint>(`/integrations/${this.existing.id}`, this.body(), this.existing.version)
        : await api.post<Endpoint>(this.preset ? `/integrations/presets/${this.preset}` : '/integrations', this.body(), { key: this.key });
      poke('/integrations', '/health-board');
      if (this.existing) say('Saved');
      else say(`${saved.name} is registered and watched from now on`, { href: '/sessions?new=1', text: 'Test it: open a session' });
      this.close();
      if (!this.existing) go(`/integrations/${saved.id}`);
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
      poke('/integrations');
    } finally {
      this.busy = false;
    }
  }
}
