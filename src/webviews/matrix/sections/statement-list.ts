import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StatementReport } from '../../../protocol/evaluation.ts';
import { icon } from '../../shared/icons.ts';
import { evidenceWords, valueWords } from '../../shared/number-words.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { outcomeOf, overallOutcome } from '../matrix-words.ts';

/** Every `expect` and `check`, what was measured for it, and whether it holds. A click leads to its line. */
@customElement('vlp-statements')
export class StatementList extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 8px;
        width: max-content;
        cursor: pointer;
        font-weight: 600;
      }
      summary::after {
        content: '▸';
        color: var(--muted);
        font-weight: normal;
      }
      details[open] summary::after {
        content: '▾';
      }
      ul {
        margin: 6px 0 4px;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 16px max-content max-content minmax(0, 1fr);
        align-items: center;
        gap: 0 8px;
        padding: 2px 0;
      }
      .evidence {
        grid-column: 4;
      }
      @container (max-width: 640px) {
        .evidence {
          grid-column: 2 / -1;
          font-size: 0.9em;
        }
      }
      .passed {
        --tone: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
      }
      .failed {
        --tone: var(--vscode-testing-iconFailed, var(--vscode-charts-red));
      }
      .review {
        --tone: var(--vscode-charts-yellow, currentColor);
      }
      svg {
        color: var(--tone);
        stroke-width: 2;
      }
      .statement {
        padding: 0;
        cursor: pointer;
        text-align: left;
        color: var(--vscode-textLink-foreground);
        background: none;
        border: none;
      }
      .statement:hover {
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) statements: readonly StatementReport[] = [];

  override render() {
    const { statements } = this;
    if (statements.length === 0) return nothing;
    const { kind, sign, words } = overallOutcome(statements);
    return html`<details ?open=${kind !== 'passed'}>
      <summary class=${kind}>${icon(sign)} ${words}</summary>
      <ul>
        ${statements.map((statement, index) => this.#item(statement, index))}
      </ul>
    </details>`;
  }

  #item(statement: StatementReport, index: number) {
    const { kind, sign, words } = outcomeOf(statement);
    const { text, source, measured } = statement;
    return html`<li class=${kind}>
      <span role="img" aria-label=${words} title=${words}>${icon(sign)}</span>
      <button class="statement code" title="Reveal the line" @click=${() => this.#reveal(index)}>${text}</button>
      <strong class="number">${valueWords(measured)}</strong>
      <span class="evidence muted number">${source} · ${evidenceWords(measured)}</span>
    </li>`;
  }

  #reveal(statement: number): void {
    this.dispatchEvent(new CustomEvent('reveal', { detail: statement }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-statements': StatementList;
  }
}
