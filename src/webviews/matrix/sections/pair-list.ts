import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConfusedPair } from '../../../protocol/evaluation.ts';
import type { ClassWording, MatrixReport, MatrixSource } from '../../../protocol/webviews/matrix.ts';
import { buttons, theme } from '../../shared/theme.ts';
import './class-wordings.ts';
import { cellWords } from '../../shared/number-words.ts';
import { sections } from '../../shared/section-style.ts';
import type { PickedPrompt } from './class-wordings.ts';
import type { PickedCell } from './matrix-section.ts';

/**
 * The classes that are taken for one another most, with both wordings side by side. Tells `cell-open` with the images that
 * are wanted, and `prompt` with a wording.
 */
@customElement('vlp-pairs')
export class PairList extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      ol {
        max-width: 900px;
        list-style: none;
      }
      li.pair {
        padding: 10px 0 14px;
        border-bottom: 1px solid color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 18px;
        margin-bottom: 6px;
      }
    `,
  ];

  @property({ attribute: false }) report!: MatrixReport;
  @property({ attribute: false }) source!: MatrixSource;
  /** Of the classes that stand in pairs. */
  @property({ attribute: false }) wordings: readonly ClassWording[] = [];
  @property({ type: Boolean }) stale = false;

  override render() {
    const { confusedPairs } = this.source.analysis;
    if (confusedPairs.length === 0) return html`<p class="hint">No class was taken for another one.</p>`;
    return html`<p class="hint">
        Classes that are taken for one another most, with what the judge reads for
        each${this.stale ? ' as the file now says it' : nothing}. A cosine near 1 means that the judge hardly hears a
        difference between the wordings: other words may help. Where it is low, the images are what looks alike.
      </p>
      <ol>
        ${confusedPairs.map((pair) => this.#pair(pair))}
      </ol>`;
  }

  #pair({ a, b, aForB, bForA, cosine }: ConfusedPair) {
    const { classes } = this.report;
    const wordings = [a, b].flatMap((index) => this.wordings.find((wording) => wording.class === index) ?? []);
    return html`<li class="pair">
      <h3>${classes[a]} and ${classes[b]}</h3>
      <div class="facts number">
        ${this.#count(aForB, a, b)} ${this.#count(bForA, b, a)}
        <span title="Cosine of both classes as the judge reads them">cosine of the wordings ${cosine.toFixed(3)}</span>
        <button class="link" @click=${() => this.#open({ actual: [a, b], predicted: [a, b] })}>all images of both</button>
      </div>
      <vlp-wordings
        .classes=${classes}
        .wordings=${wordings}
        @prompt=${({ detail }: CustomEvent<PickedPrompt>) => this.dispatchEvent(new CustomEvent('prompt', { detail }))}
      ></vlp-wordings>
    </li>`;
  }

  #count(count: number, actual: number, predicted: number) {
    const { classes } = this.report;
    const total = (this.source.confusion[actual] ?? []).reduce((sum, one) => sum + one, 0);
    const words = cellWords(count, total, classes[actual] ?? '', classes[predicted] ?? '');
    if (count === 0) return html`<span class="muted">${words}</span>`;
    return html`<button class="link" title="Show the images" @click=${() => this.#open({ actual: [actual], predicted: [predicted] })}>
      ${words}
    </button>`;
  }

  #open(detail: PickedCell): void {
    this.dispatchEvent(new CustomEvent<PickedCell>('cell-open', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-pairs': PairList;
  }
}
