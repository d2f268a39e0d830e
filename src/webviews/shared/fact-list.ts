/** @file Names and values, side by side. */
import { css, html } from 'lit';
import type { Fact } from '../../protocol/webviews/grid.ts';

export const factStyles = css`
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 3px 14px;
  }
  dd {
    overflow-wrap: anywhere;
    user-select: text;
  }
`;

export function factList(facts: readonly Fact[]) {
  return html`<dl>
    ${facts.map(
      ([name, value]) => html`<dt class="muted">${name}</dt>
        <dd class="number">${value}</dd>`,
    )}
  </dl>`;
}
