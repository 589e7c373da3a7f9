/** Colours for YAML. */
import { html, type TemplateResult } from 'lit';
import { tokens } from './tokens.ts';

export const coloured = (line: string): (TemplateResult | string)[] =>
  tokens(line).map(token => (token.kind ? html`<span class=${token.kind}>${token.text}</span>` : token.text));
