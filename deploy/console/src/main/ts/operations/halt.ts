import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../lib/api.ts';
import { Live, poke } from '../lib/live.ts';
import { attempt, say } from '../lib/toast.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { when } from '../ui/parts.ts';

interface Halt { halted: boolean; reason?: string | null; actor?: string | null; since?: string | null; at?: string | null }

/** The kill switch: nothing goes out but what takes back, until somebody releases it. */
@customElement('lr-halt')
export class HaltSwitch extends Part {
  @state() private reason = '';
  @state() private sure = false;
  private was: boolean | undefined;
  private readonly live = new Live<Halt>(this, () => '/operations/halt', 3_000);

  /** Somebody else was faster: what was meant for the one is no reason for the other. */
  protected override willUpdate(): void {
    const now = this.live.data?.halted;
    if (this.was !== undefined && now !== this.was) {
      this.reason = '';
      this.sure = false;
    }
    this.was = now ?? this.was;
  }

  private async flip(halted: boolean): Promise<void> {
    if (await attempt(() => api.post(`/operations/halt${halted ? '/release' : ''}`, { reason: this.reason.trim() }))) {
      say(halted ? 'Calls go out again' : 'All outgoing calls are stopped');
      this.reason = '';
      this.sure = false;
    }
    poke('/operations/halt');
  }

  protected override render(): unknown {
    const halt = this.live.data;
    if (!halt) return nothing;
    return html`<section class="notice ${halt.halted ? 'bad' : ''}">${icon(halt.halted ? 'stop' : 'play')}<div class="grow col"><p class="strong">${halt.halted ? 'All outgoing calls are stopped' : 'Calls to the real services go out'}</p>
      ${halt.halted ? html`<p>${halt.reason} <span class="muted">– ${halt.actor}, ${when(halt.since ?? halt.at)}</span></p>` : nothing}
      ${halt.halted || this.sure ? html`<form class="row wrap" @submit=${(event: Event) => { event.preventDefault(); void this.flip(halt.halted); }}><label class="hush" for="halt-reason">Why</label><input id="halt-reason" class="grow" type="text" placeholder="Why?" .value=${this.reason} @input=${(event: Event) => { this.reason = (event.target as HTMLInputElement).value; }}>
        <button class="btn ${halt.halted ? 'primary' : 'danger'}" type="submit" ?disabled=${!this.reason.trim()}>${halt.halted ? 'Let calls go out again' : 'Stop all calls'}</button></form>` : nothing}</div>
      ${halt.halted || this.sure ? nothing : html`<button class="btn danger" @click=${() => { this.sure = true; }}>${icon('stop')}Stop everything</button>`}</section>`;
  }
}
