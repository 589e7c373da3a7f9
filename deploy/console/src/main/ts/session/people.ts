import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError } from '../lib/api.ts';
import { poke } from '../lib/live.ts';
import { takesPart } from '../lib/participation.ts';
import { say } from '../lib/toast.ts';
import type { Participant, Session } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { avatar, copy, problem } from '../ui/parts.ts';

const ROLES: [Participant['role'], string][] = [
  ['TESTER', 'runs tests, files feedback, changes the session'],
  ['COMMENTER', 'writes notes'],
  ['OBSERVER', 'looks on'],
];

@customElement('lr-people')
export class People extends DialogPart {
  @property({ attribute: false }) session!: Session;
  @state() private subject = '';
  @state() private as_: Participant['role'] = 'COMMENTER';
  @state() private error: ProblemError | undefined;

  protected override dirty(): boolean {
    return this.subject.trim() !== '';
  }

  protected heading(): string {
    return 'People in this session';
  }

  protected content(): unknown {
    const mine = takesPart(this.session);
    return html`${problem(this.error)}
      <ul class="col">${this.session.participants.map(one => html`<li class="row">${avatar(one.subject)}<span class="grow">${one.subject}${one.subject === this.session.tester_id ? html` <span class="muted">· owns it</span>` : nothing}</span>
        <span class="tag">${one.role.toLowerCase()}</span>
        ${mine && one.subject !== this.session.tester_id ? html`<button class="btn ghost icon small" type="button" aria-label="Remove ${one.subject}"
          @click=${() => void this.change(this.session.participants.filter(other => other !== one))}>${icon('close')}</button>` : nothing}</li>`)}</ul>
      ${mine ? html`<div class="two"><div class="field"><label for="p-subject">Add somebody</label>
          <input id="p-subject" type="text" placeholder="Their user name" .value=${this.subject} @input=${(event: Event) => { this.subject = (event.target as HTMLInputElement).value; }}></div>
        <div class="field"><label for="p-role">As</label><select id="p-role" @change=${(event: Event) => { this.as_ = (event.target as HTMLSelectElement).value as Participant['role']; }}>
          ${ROLES.map(([role, does]) => html`<option value=${role} ?selected=${role === this.as_}>${role.toLowerCase()} – ${does}</option>`)}</select></div></div>
        <p class="hint small muted">The name that they see under “Liverun” when they are signed in. Anybody can also join by themselves: send them <button class="btn small" type="button" @click=${() => void copy(location.origin + `/sessions/${this.session.id}`).then(() => say('Link copied'))}>${icon('link')}the link</button></p>` : nothing}`;
  }

  protected override footer(): unknown {
    return takesPart(this.session) ? html`<footer><span class="grow"></span><button class="btn primary" type="submit" ?disabled=${!this.subject.trim()}>Add</button></footer>` : nothing;
  }

  protected override submit(): void {
    const subject = this.subject.trim();
    if (subject) void this.change([...this.session.participants.filter(one => one.subject !== subject), { subject, role: this.as_ }]);
  }

  private async change(participants: Participant[]): Promise<void> {
    const address = `/sessions/${this.session.id}`;
    try {
      await api.patch(address, { participants }, this.session.version);
      this.error = undefined;
      this.subject = '';
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
    }
    poke(address);
  }
}
