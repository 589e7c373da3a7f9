import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from '../ui/repeat.ts';
import { api } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { current, may } from '../lib/me.ts';
import { takesPart } from '../lib/participation.ts';
import { attempt } from '../lib/toast.ts';
import type { Intent, Page, Session } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { kindTag, when } from '../ui/parts.ts';

interface Question { id: string; run_id: string; result_id: string; step_name: string; asked_of: string | null; question: string; choices: string[]; deadline: string; answer: string | null }

/** What waits for a person: questions of tests that go on when they are answered, and steps of which nobody knows what became. */
@customElement('lr-questions')
export class Questions extends Part {
  @property({ attribute: false }) session!: Session;
  @state() private texts = new Map<string, string>();
  private readonly live = new Live<{ items: Question[] }>(this, () => `/sessions/${this.session.id}/runs/questions`, () => (this.session.ended_at ? Infinity : 3_000));
  private readonly orphans = new Live<Page<Intent & { run_id?: string }>>(this, () => has('GET', '/sessions/{id}/runs/orphans') ? `/sessions/${this.session.id}/runs/orphans` : null, 10_000);

  private async answer(one: Question, answer: string): Promise<void> {
    const note = this.texts.get(one.id)?.trim();
    await attempt(() => api.post(`/runs/${one.run_id}/questions/${one.id}/answer`, { answer, ...(one.choices.length && note && { note }) }));
    poke(`/sessions/${this.session.id}`);
  }

  private async resolve(one: Intent & { run_id?: string }, happened: boolean): Promise<void> {
    await attempt(() => api.post(`/runs/${one.run_id}/intents/${one.id}/resolve`, { happened, reason: 'A person looked' }));
    poke(`/sessions/${this.session.id}`);
  }

  protected override render(): unknown {
    const open = (this.live.data?.items ?? []).filter(one => one.answer === null);
    const lost = this.orphans.data?.items ?? [];
    if (open.length + lost.length === 0) return nothing;
    return html`<section class="card asks"><header><h2>Waits for a person</h2></header><ul>
      ${repeat(open, one => one.id, one => this.question(one))}
      ${lost.map(one => html`<li class="ask"><p class="row wrap">${kindTag(one.kind)}<span class="strong grow">${one.step_name}</span><span class="pill odd">${one.orphan ? words(one.outcome) : words(one.undo_state)}</span></p>
        <p class="small">Nobody knows what became of it${one.amount !== null ? html` (<span class="num">${one.amount} ${one.unit}</span>)` : nothing}; sent ${when(one.intended_at)}. ${one.detail ?? one.undo_detail ?? ''}</p>
        ${takesPart(this.session) && one.run_id ? html`<p class="row wrap"><button class="btn small" @click=${() => void this.resolve(one, true)}>It happened</button><button class="btn small" @click=${() => void this.resolve(one, false)}>It did not happen</button></p>` : nothing}</li>`)}</ul></section>`;
  }

  private question(one: Question): unknown {
    const mine = may('operator') || (may('tester') && one.asked_of === current().subject) || (!one.asked_of && takesPart(this.session));
    const text = this.texts.get(one.id) ?? '';
    return html`<li class="ask"><p class="row top">${icon('person')}<span class="grow strong break">${one.question}</span></p>
      <p class="small muted">${one.step_name} · ${one.asked_of ? `asked of ${one.asked_of}, or an operator` : 'asked of any tester'} · until ${when(one.deadline)}</p>
      ${mine ? html`<form class="row wrap" @submit=${(event: Event) => { event.preventDefault(); if (!one.choices.length && text.trim()) void this.answer(one, text.trim()); }}>
        <label class="hush" for="ask-${one.id}">${one.choices.length ? 'Note' : 'Answer'}</label><input id="ask-${one.id}" class="grow" type="text" placeholder=${one.choices.length ? 'A note, if there is one' : 'Answer'} .value=${text} @input=${(event: Event) => { this.texts = new Map(this.texts).set(one.id, (event.target as HTMLInputElement).value); }}>
        ${one.choices.length ? one.choices.map(choice => html`<button class="btn small" type="button" @click=${() => void this.answer(one, choice)}>${choice}</button>`) : html`<button class="btn small primary" type="submit" ?disabled=${!text.trim()}>Answer</button>`}</form>` : nothing}</li>`;
  }
}
