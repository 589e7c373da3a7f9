import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parse, stringify } from 'yaml';
import { plural } from '../lib/format.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { kindTag } from '../ui/parts.ts';
import { fromCurl, fromHar, fromOpenApi, fromPostman, variable, type Found } from './requests.ts';

const DROPPED = /^(authorization|cookie|host|content-length|connection|accept-encoding|user-agent|origin|referer|sec-.*|:.*|x-api-key|x-csrf.*)$/i;
const SAFE = /^(GET|HEAD|OPTIONS)$/;

/** What a document holds, whatever tool wrote it. @throws Error saying what would be understood */
export function requestsIn(text: string): Found[] {
  if (/^\s*curl\s/.test(text)) return text.split(/\n(?=\s*curl\s)/).map(fromCurl);
  const document = parse(text) as Record<string, any> | null;
  const found = document?.['log'] ? fromHar(document) : document?.['item'] ? fromPostman(document) : document?.['paths'] ? fromOpenApi(document) : null;
  if (!found) throw new Error('A curl command, a HAR file, a Postman collection (v2.1) or an OpenAPI document is expected.');
  if (found.length === 0) throw new Error('There is no request in it.');
  return found;
}

/** A workflow that a person would go on with: relative addresses, no credentials, variables named. */
export function workflowOf(found: Found[], name: string): string {
  const vars: Record<string, string | null> = {};
  const seen = new Map<string, number>();
  const steps = found.slice(0, 100).map(one => {
    const url = one.url.replace(/^(https?:\/\/[^/?#]+|\{\{[^}]*\}\})/, '').replace(/\{\{([^}]+)\}\}/g, (_, key: string) => `\${${variable(key)}}`) || '/';
    const body = one.body?.replace(/\{\{([^}]+)\}\}/g, (_, key: string) => `\${${variable(key)}}`);
    for (const match of `${url}${body ?? ''}`.matchAll(/\$\{([a-z][a-z0-9_]*)\}/g)) vars[match[1]!] ??= null;
    const headers = Object.fromEntries(Object.entries(one.headers).filter(([key]) => !DROPPED.test(key)));
    let json: unknown;
    try {
      json = body === undefined ? undefined : JSON.parse(body);
    } catch {
      json = undefined;
    }
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return {
      name: (times > 1 ? `${one.name} (${times})` : one.name).slice(0, 100),
      ...(SAFE.test(one.method) ? {} : { kind: 'write' }),
      request: {
        method: one.method, url,
        ...(json !== undefined && json !== null && typeof json === 'object' ? {} : Object.keys(headers).length ? { headers } : {}),
        ...(json !== undefined && json !== null && typeof json === 'object' ? { json } : body !== undefined ? { body } : {}),
      },
      assert: [{ status: one.status ?? (one.method === 'POST' ? 201 : one.method === 'DELETE' ? 204 : 200) }],
    };
  });
  return stringify({ liverun: 1, name, title: `Imported: ${plural(steps.length, 'request')}`, ...(Object.keys(vars).length && { vars }), steps }, { lineWidth: 120, nullStr: '' });
}

@customElement('lr-workflow-import')
export class WorkflowImport extends DialogPart {
  @state() private text = '';
  @state() private wrong = '';
  @state() private found: Found[] | null = null;
  @state() private left = new Set<number>();

  protected override dirty(): boolean {
    return this.text.trim() !== '';
  }

  protected heading(): string {
    return 'Import a workflow';
  }

  protected content(): unknown {
    if (this.found) {
      return html`<p class="muted">Credentials and cookies are left out: the integration’s own are used. Choose what becomes a step.</p>
        <ul class="col">${this.found.map((one, i) => html`<li class="row"><label class="check grow"><input type="checkbox" .checked=${!this.left.has(i)} @change=${() => {
          const left = new Set(this.left);
          if (!left.delete(i)) left.add(i);
          this.left = left;
        }}><span class="ellipsis">${one.name}</span></label>${kindTag(SAFE.test(one.method) ? 'READ' : 'WRITE')}<code class="ellipsis">${one.method}</code></li>`)}</ul>`;
    }
    return html`<div class="field"><label for="w-text">OpenAPI, Postman collection, HAR or curl</label>
        <textarea id="w-text" class="mono" rows="12" spellcheck="false" autofocus placeholder=${"curl -X POST https://wallet.example.org/v1/wallets -d '{\"owner\": \"me\"}'"} .value=${this.text} aria-invalid=${this.wrong ? 'true' : 'false'}
          @input=${(event: Event) => { this.text = (event.target as HTMLTextAreaElement).value; this.wrong = ''; }}></textarea>
        ${this.wrong ? html`<span class="error" role="alert">${this.wrong}</span>` : html`<span class="hint">Nothing leaves this page; nothing is called.</span>`}</div>
      <label class="btn small" for="w-file">${icon('reports')}Choose a file<input id="w-file" class="hush" type="file" @change=${(event: Event) => {
        const file = (event.target as HTMLInputElement).files?.[0];
        if (file) void file.text().then(text => { this.text = text; });
      }}></label>`;
  }

  protected override footer(): unknown {
    return html`<footer><span class="grow">${this.found ? plural(this.found.length - this.left.size, 'step') : nothing}</span><button class="btn" type="button" @click=${() => this.found ? (this.found = null) : this.close()}>${this.found ? 'Back' : 'Cancel'}</button>
      <button class="btn primary" type="submit" ?disabled=${this.found ? this.found.length === this.left.size : !this.text.trim()}>${this.found ? 'Put into the editor' : 'Read'}</button></footer>`;
  }

  protected override submit(): void {
    if (this.found) {
      this.dispatchEvent(new CustomEvent('lr-imported', { detail: workflowOf(this.found.filter((_, i) => !this.left.has(i)), 'imported') }));
      this.close();
      return;
    }
    try {
      this.found = requestsIn(this.text);
    } catch (failure) {
      this.wrong = failure instanceof Error ? failure.message : String(failure);
    }
  }
}
