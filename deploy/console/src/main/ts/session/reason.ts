import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DialogPart } from '../ui/dialog.ts';

/** Asks why, before something that others will want to know the reason of. */
@customElement('lr-reason')
export class Reason extends DialogPart {
  @property({ attribute: false }) heading_ = '';
  @property({ attribute: false }) question = '';
  @property({ attribute: false }) danger = false;
  /** Does it, with the reason; whether it was done. */
  @property({ attribute: false }) perform: (reason: string) => Promise<boolean> = async () => true;
  @state() private text = '';
  @state() private busy = false;

  protected heading(): string {
    return `${this.heading_} the session`;
  }

  protected content(): unknown {
    return html`<div class="field"><label for="reason">${this.question}</label>
      <textarea id="reason" rows="4" maxlength="2000" autofocus .value=${this.text} @input=${(event: Event) => { this.text = (event.target as HTMLTextAreaElement).value; }}></textarea>
      <span class="hint">Optional. Everybody in the session sees it.</span></div>`;
  }

  protected override footer(): unknown {
    return html`<footer><span class="grow"></span><button class="btn" type="button" @click=${() => this.close()}>Cancel</button>
      <button class="btn ${this.danger ? 'danger' : 'primary'}" type="submit" ?disabled=${this.busy}>${this.heading_}</button></footer>`;
  }

  protected override dirty(): boolean {
    return this.text.trim() !== '';
  }

  /** What was written stays until it was heard. */
  private async run(): Promise<void> {
    this.busy = true;
    if (await this.perform(this.text.trim())) this.close();
    this.busy = false;
  }

  protected override submit(): void {
    if (!this.busy) void this.run();
  }
}
