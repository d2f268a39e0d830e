import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StatementReport } from '../../protocol/engine.ts';
import { icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import { evidenceWords, outcomeOf, valueWords } from './matrix-words.ts';

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
      table {
        border-collapse: collapse;
      }
      td,
      th {
        padding: 3px 16px 3px 0;
        text-align: left;
        vertical-align: baseline;
      }
      tr.passed {
        --tone: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
      }
      tr.failed {
        --tone: var(--vscode-testing-iconFailed, var(--vscode-charts-red));
      }
      tr.review {
        --tone: var(--vscode-charts-yellow, currentColor);
      }
      .outcome {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      .outcome svg {
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
      .visually-hidden {
        position: absolute;
        clip-path: inset(50%);
      }
    `,
  ];

  @property({ attribute: false }) statements: readonly StatementReport[] = [];

  override render() {
    return html`<table aria-label="Statements">
      <thead class="visually-hidden">
        <tr>
          <th>outcome</th>
          <th>statement</th>
          <th>on</th>
          <th>measured</th>
        </tr>
      </thead>
      <tbody>
        ${this.statements.map((statement, index) => this.#row(statement, index))}
      </tbody>
    </table>`;
  }

  #row(statement: StatementReport, index: number) {
    const { kind, sign, words } = outcomeOf(statement);
    const { text, source, measured } = statement;
    return html`<tr class=${kind}>
      <td><span class="outcome">${icon(sign)} ${words}</span></td>
      <td>
        <button class="statement code" title="Reveal the line" @click=${() => this.#reveal(index)}>${text}</button>
      </td>
      <td class="muted">${source}</td>
      <td class="number">${valueWords(measured)} <span class="muted">${evidenceWords(measured)}</span></td>
    </tr>`;
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
