import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Measure, StatementChange } from '../../protocol/comparison.ts';
import {
  measureInterval,
  measureLabel,
  measureMeanings,
  measureStep,
  measureValue,
  splitMeasures,
} from '../../protocol/texts/comparison-texts.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { icon } from '../shared/icons.ts';
import { sections } from '../shared/section-style.ts';
import { buttons, theme } from '../shared/theme.ts';
import { differenceBar, extentOf } from './difference-bar.ts';

/** What became better or worse, each with its interval, and the statements. Tells `reveal` with a statement's place. */
@customElement('vlp-number-list')
export class NumberList extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .unclear {
        color: var(--muted);
      }
      .verdict {
        white-space: nowrap;
      }
      .clear .verdict {
        font-weight: 600;
      }
      .difference {
        display: block;
      }
      .source {
        display: block;
        font-weight: normal;
        font-size: 0.9em;
        color: var(--muted);
      }
      .interval {
        white-space: nowrap;
        font-size: 0.9em;
      }
      .more {
        margin: 8px 0 0;
      }
      ul {
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        padding: 3px 0;
      }
    `,
  ];

  @property({ attribute: false }) measures: readonly Measure[] = [];
  @property({ attribute: false }) statements: readonly StatementChange[] = [];
  @state() private isWhole = false;

  override render() {
    const { measures, isWhole } = this;
    const { shown, unclear } = splitMeasures(measures);
    return html`${measures.length === 0 ? nothing : this.#table(isWhole ? measures : shown)}
      ${
        unclear.length === 0
          ? nothing
          : html`<p class="more">
              <button class="button" aria-expanded=${isWhole} @click=${this.#toggle}>
                ${isWhole ? 'Hide' : 'Show'} ${counted(unclear.length, 'number')} of single classes without a clear
                difference
              </button>
            </p>`
      }
      ${this.#statements()}
      <p class="hint">
        Differences are taken pair by pair, with a 95% interval (bootstrap over pairs). One is clear when its interval
        leaves out 0 and chance alone hardly moves as many pairs to one side; where many classes are looked at together,
        more is asked of each.
      </p>`;
  }

  #table(measures: readonly Measure[]) {
    const extents = {
      score: extentOf(measures.filter(isScore)),
      share: extentOf(measures.filter((one) => !isScore(one))),
    };
    return html`<div class="scroller">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">number</th>
            <th scope="col">verdict</th>
            <th scope="col" class="figure">difference</th>
            <th scope="col">95% interval · n</th>
            <th scope="col" class="figure">before</th>
            <th scope="col" class="figure">after</th>
          </tr>
        </thead>
        <tbody>
          ${measures.map((measure) => this.#row(measure, isScore(measure) ? extents.score : extents.share))}
        </tbody>
      </table>
    </div>`;
  }

  #row(measure: Measure, extent: number) {
    const { metric, source, before, after, difference, verdict, moved } = measure;
    const isClear = verdict !== 'no clear difference';
    const pairs = moved ? `${moved.up} went up, ${moved.down} went down` : 'other images on both sides';
    return html`<tr class=${classMap({ clear: isClear, unclear: !isClear })}>
      <th scope="row" title=${measureMeanings[metric]}>
        ${measureLabel(measure)} <span class="source">${source}</span>
      </th>
      <td class="verdict">${signs[verdict]} ${verdict}</td>
      <td class="figure">${measureStep(metric, difference.value)}</td>
      <td class="interval" title=${pairs}>
        ${differenceBar(measure, extent)} ${measureInterval(measure)} · n ${difference.n}
      </td>
      <td class="figure">${measureValue(metric, before)}</td>
      <td class="figure">${measureValue(metric, after)}</td>
    </tr>`;
  }

  #statements() {
    const { statements } = this;
    if (statements.length === 0) return nothing;
    return html`<h3>Statements</h3>
      <ul>
        ${statements.map((statement, index) => this.#statement(statement, index))}
      </ul>`;
  }

  #statement({ text, kind, source, before, after, flip }: StatementChange, index: number) {
    const label = text.startsWith(kind) ? text : `${kind} ${text}`;
    const state = flip === 'none' ? stateWords(before ?? after) : flip;
    const isHeld = (after ?? before)?.held ?? false;
    return html`<li class=${classMap({ unclear: flip === 'none' })}>
      ${icon(isHeld ? 'passed' : 'failed')}
      ${
        after
          ? html`<button class="link code" @click=${() => this.#reveal(index)}>${label}</button>`
          : html`<span class="code">${label}</span>`
      }
      <span class="muted">on ${source}</span>
      <span class=${classMap({ badge: flip !== 'none' })}>${state}</span>
      ${before ? nothing : html`<span class="muted">new</span>`} ${after ? nothing : html`<span class="muted">gone</span>`}
    </li>`;
  }

  readonly #toggle = (): void => {
    this.isWhole = !this.isWhole;
  };

  #reveal(detail: number): void {
    this.dispatchEvent(new CustomEvent<number>('reveal', { detail }));
  }
}

/** A cosine, which has a scale of its own. */
function isScore({ metric }: Measure): boolean {
  return metric === 'score';
}

/** Not by colour alone. */
const signs: { readonly [V in Measure['verdict']]: string } = {
  better: '▲',
  worse: '▼',
  'no clear difference': '·',
};

function stateWords(outcome: StatementChange['before']): string {
  return outcome?.held ? 'holds' : 'does not hold';
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-number-list': NumberList;
  }
}
