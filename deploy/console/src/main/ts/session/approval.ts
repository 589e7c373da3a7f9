import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError } from '../lib/api.ts';
import { poke } from '../lib/live.ts';
import type { Session } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { kindTag, problem } from '../ui/parts.ts';

export type Approvable = 'write' | 'money';

/** What the session does not approve of that the tests need: whoever takes part approves it here, for the whole session. */
@customElement('lr-approval')
export class Approval extends Part {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) needed: Approvable[] = [];
  @state() private most = '';
  @state() private busy = false;
  @state() private error: ProblemError | undefined;

  private async approve(): Promise<void> {
    const { configuration } = this.session;
    const most = this.most.trim();
    this.busy = true;
    this.error = undefined;
    try {
      await api.patch(`/sessions/${this.session.id}`, { configuration: {
        ...configuration,
        approvals: { ...configuration.approvals, ...Object.fromEntries(this.needed.map(kind => [kind, true])), ...(this.needed.includes('money') && most && { max_amount: most }) },
      } }, this.session.version);
      this.emit('lr-approved');
    } catch (failure) {
      if (!(failure instanceof ProblemError)) throw failure;
      this.error = failure;
    } finally {
      this.busy = false;
      poke(`/sessions/${this.session.id}`);
    }
  }

  protected override render(): unknown {
    const money = this.needed.includes('money');
    return html`<section class="notice warn approval">${icon('hide')}<div class="grow col">
      <p><strong>This session does not approve of that yet.</strong> Without it these steps are left out.</p>
      ${problem(this.error)}
      <ul class="col">${this.needed.map(kind => html`<li class="row">${kindTag(kind)}${kind === 'write' ? 'changes to the real services; they are undone after the test where that is possible' : 'moving real money'}</li>`)}</ul>
      ${money ? html`<div class="field"><label for="approve-most">At most, all together</label><input id="approve-most" type="text" inputmode="decimal" autocomplete="off" placeholder="10" .value=${this.most}
        @input=${(event: Event) => { this.most = (event.target as HTMLInputElement).value; }} @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter') { event.preventDefault(); void this.approve(); } }}>
        <span class="hint">In the integration’s unit; exact decimals. Without it there is no limit.</span></div>` : nothing}
      <p><button class="btn" type="button" ?disabled=${this.busy} @click=${() => void this.approve()}>${icon('check')}Approve for this session</button></p></div></section>`;
  }
}
