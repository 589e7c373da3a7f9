import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey, ProblemError } from '../lib/api.ts';
import { Live, poke } from '../lib/live.ts';
import { current } from '../lib/me.ts';
import { mayNote } from '../lib/participation.ts';
import { say } from '../lib/toast.ts';
import type { Session } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { avatar, pill, problem, since, states } from '../ui/parts.ts';

interface SignOff { subject: string; display_name: string; decision: 'ACCEPTED' | 'REJECTED'; reason: string | null; seal_version: number; at: string }
interface Seal { version: number; sealed_at: string; sha256: string }

/** Whom a session asks to sign off: who is named, else everybody who may speak in it. */
export function maySign(session: Session): boolean {
  const named = session.configuration.sign_off;
  return named?.length ? named.includes(current().subject) : mayNote(session);
}

/** Accepting or rejecting what was found, once it is sealed; a word stands, and may be followed by another. */
@customElement('lr-sign-off')
export class SignOffCard extends Part {
  @property() session = '';
  @state() private text = '';
  @state() private rejecting = false;
  @state() private again = false;
  @state() private busy = false;
  @state() private error: ProblemError | undefined;
  private key = newKey();
  private readonly live = new Live<Session>(this, () => `/sessions/${this.session}`, 10_000);
  private readonly words = new Live<SignOff[]>(this, () => this.over() ? `/sessions/${this.session}/sign-offs` : null, 10_000);
  /** A session is sealed soon after it and its runs have ended. */
  private readonly seals = new Live<Seal[]>(this, () => this.over() ? `/sessions/${this.session}/seals` : null, () => (this.latest() ? 30_000 : 1_500));

  private over(): boolean {
    return Boolean(this.live.data?.ended_at);
  }

  private latest(): Seal | undefined {
    return this.seals?.data?.[0];
  }

  private async decide(decision: SignOff['decision']): Promise<void> {
    const reason = this.text.trim();
    this.busy = true;
    this.error = undefined;
    try {
      await api.post(`/sessions/${this.session}/sign-offs`, { decision, seal_version: this.latest()!.version, ...(reason && { reason }) }, { key: this.key });
      say(decision === 'ACCEPTED' ? 'Accepted' : 'Rejected');
      this.text = '';
      this.rejecting = false;
      this.again = false;
    } catch (failure) {
      if (!(failure instanceof ProblemError)) throw failure;
      this.error = failure;
    } finally {
      this.key = newKey();
      this.busy = false;
      poke(`/sessions/${this.session}`);
    }
  }

  protected override render(): unknown {
    const session = this.live.data;
    if (!session || !this.over()) return nothing;
    const seal = this.latest();
    const named = session.configuration.sign_off;
    return html`<section class="card part-sign-off"><header><h2>Sign-off</h2>${seal ? html`<span class="tag" title="SHA-256 ${seal.sha256}">seal ${seal.version}</span>` : nothing}</header>
      ${states(this.words, said => html`
        ${said.length ? html`<ul class="found">${said.map(one => html`<li class="row top">${avatar(one.subject)}<div class="grow"><p class="row wrap gap-s"><span class="strong">${one.display_name}</span>${pill(one.decision)}<span class="muted small">${since(one.at)}</span></p>
            ${one.reason ? html`<p class="pre break">${one.reason}</p>` : nothing}
            ${seal && one.seal_version < seal.version ? html`<p class="small muted">Of seal ${one.seal_version}: something was added to the evidence since.</p>` : nothing}</div></li>`)}</ul>`
          : html`<p class="pad muted">${named?.length ? `${named.join(', ')} ${named.length === 1 ? 'decides' : 'decide'} whether this is good enough.` : 'Nobody has accepted or rejected what was found yet.'}</p>`}
        ${this.form(session, seal, said)}`, 2)}</section>`;
  }

  private form(session: Session, seal: Seal | undefined, said: SignOff[]): unknown {
    if (!maySign(session)) return nothing;
    if (!seal) return html`<p class="pad small muted" role="status">The evidence is being sealed …</p>`;
    if (said.some(one => one.subject === current().subject && one.seal_version === seal.version) && !this.again) {
      return html`<p class="pad"><button class="btn small" @click=${() => { this.again = true; }}>Say something else</button></p>`;
    }
    return html`<form class="pad col" @submit=${(event: Event) => { event.preventDefault(); if (this.rejecting && this.text.trim()) void this.decide('REJECTED'); }}>
      ${problem(this.error)}
      ${this.rejecting ? html`<div class="field"><label for="sign-reason">What is not good enough?</label>
          <textarea id="sign-reason" rows="3" maxlength="2000" .value=${this.text} @input=${(event: Event) => { this.text = (event.target as HTMLTextAreaElement).value; }}></textarea><span class="hint">It stands in the report.</span></div>
        <div class="row wrap"><button class="btn danger" type="submit" ?disabled=${this.busy || !this.text.trim()}>Reject</button><button class="btn" type="button" @click=${() => { this.rejecting = false; }}>Back</button></div>`
      : html`<p class="small muted">Your word is said of exactly this evidence, and stays.</p>
        <div class="row wrap"><button class="btn primary" type="button" ?disabled=${this.busy} @click=${() => void this.decide('ACCEPTED')}>${icon('check')}Accept</button>
          <button class="btn" type="button" @click=${() => { this.rejecting = true; void this.updateComplete.then(() => this.querySelector('textarea')?.focus()); }}>${icon('close')}Reject …</button></div>`}</form>`;
  }
}
