import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { GridPosition } from '../shared/arrow-moves.ts';
import { buttons, theme } from '../shared/theme.ts';
import './heat-map.ts';
import type { HeatMap, MatrixSource } from './heat-map.ts';
import { evidenceWords, valueWords } from './matrix-words.ts';

const kinds: { readonly [K in MatrixSource['kind']]: string } = { data: 'real images', recipe: 'drawn images' };

/** What was found on one data set or on one recipe's images. */
@customElement('vlp-source')
export class SourceSection extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      header {
        display: grid;
        grid-template-columns: max-content max-content;
        align-items: baseline;
        gap: 2px 12px;
        margin-bottom: 8px;
      }
      h2 {
        font-size: 1.05em;
        font-weight: 600;
      }
      .accuracy {
        font-size: 1.7em;
        font-weight: 600;
        line-height: 1.1;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 10px;
        list-style: none;
      }
      details {
        margin-top: 10px;
      }
      summary {
        cursor: pointer;
      }
      details ul {
        display: block;
        margin: 4px 0 0 18px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) source!: MatrixSource;
  @property({ attribute: false }) open: GridPosition | undefined;
  @query('vlp-heat-map') private map!: HeatMap;

  focusCell(): Promise<void> {
    return this.map.focusCell();
  }

  revealCell(): void {
    this.map.revealCell();
  }

  override render() {
    const { source, classes, open } = this;
    const { accuracy, balancedAccuracy, top5 } = source;
    return html`<section aria-label=${source.name}>
      <header>
        <h2>${source.name}</h2>
        <span class="muted">${kinds[source.kind]}</span>
        <span class="accuracy number">${valueWords(accuracy)}</span>
        <span class="muted number">accuracy · ${evidenceWords(accuracy)}</span>
      </header>
      <vlp-heat-map
        .classes=${classes}
        .source=${source}
        .open=${open}
        @cell-open=${({ detail }: CustomEvent<GridPosition>) =>
          this.dispatchEvent(new CustomEvent('cell-open', { detail }))}
      ></vlp-heat-map>
      <ul class="muted number">
        <li title=${evidenceWords(balancedAccuracy)}>balanced accuracy ${valueWords(balancedAccuracy)}</li>
        <li title=${evidenceWords(top5)}>among the first five ${valueWords(top5)}</li>
        ${source.columns.map(
          ({ label, accuracy: share }) =>
            html`<li title=${evidenceWords(share)}>${label} ${valueWords(share)} (n ${share.n})</li>`,
        )}
      </ul>
      ${this.#skipped()}
    </section>`;
  }

  #skipped() {
    const { skipped } = this.source;
    if (skipped.length === 0) return nothing;
    return html`<details>
      <summary>Not counted: ${skipped.length}</summary>
      <ul>
        ${skipped.map(({ file, reason }) => html`<li><span class="code">${file}</span> <span class="muted">${reason}</span></li>`)}
      </ul>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-source': SourceSection;
  }
}
