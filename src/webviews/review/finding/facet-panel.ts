import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { Facet } from '../../../protocol/image-sets.ts';
import type { ReviewCalls } from '../../../protocol/webviews/review.ts';
import { cssVariables } from '../../shared/css-variables.ts';
import { icon } from '../../shared/icons.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { LatestAnswer } from '../list/latest-answer.ts';
import { figure } from '../review-words.ts';
import { askedOf, isAsked, toggledPart, toggledValue, without } from './facet-conditions.ts';
import { facetPanelStyle } from './facet-panel-style.ts';

type ValuesFacet = Extract<Facet, { kind: 'values' }>;
type RangeFacet = Extract<Facet, { kind: 'range' }>;

/** What the images of a list are like, field by field; a click asks for those. Tells `where` with a condition. */
@customElement('vlp-facet-panel')
export class FacetPanel extends LitElement {
  static override readonly styles = [theme, buttons, facetPanelStyle];

  @property({ type: Number }) revision = -1;
  /** What is known of the images; another answer when it changes. */
  @property() scoring = '';
  @property() where = '';
  @property({ attribute: false }) facets!: Caller<ReviewCalls>['facets'];
  /** What came last is shown until the next is there. */
  #shown: readonly Facet[] = [];
  readonly #facets = new LatestAnswer<readonly Facet[]>(() => this.requestUpdate());

  protected override willUpdate(): void {
    const { revision, scoring } = this;
    if (revision >= 0) this.#facets.look(`${revision} ${scoring}`, (signal) => this.facets({ revision }, { signal }));
    const { answer } = this.#facets;
    if (answer !== 'pending' && answer !== null) this.#shown = answer;
  }

  override render() {
    const isPending = this.#facets.answer === 'pending';
    return html`<section aria-label="What there is" aria-busy=${isPending}>
      <h2>What there is</h2>
      ${
        this.#shown.length === 0
          ? html`<p class="muted" role="status">${isPending ? 'Counting …' : 'Nothing is known of these images.'}</p>`
          : this.#shown.map((facet) => this.#facet(facet))
      }
    </section>`;
  }

  #facet(facet: Facet) {
    const asked = askedOf(this.where, facet.field);
    return html`<div class="facet" role="group" aria-label=${facet.field}>
      <h3>
        <span class="code">${facet.field}</span>
        ${
          asked === undefined
            ? nothing
            : html`<button class="button bare" title="Take out: ${asked}" aria-label="Take out ${asked}" @click=${() => this.#tell(without(this.where, asked))}>
                ${icon('close', 12)}
              </button>`
        }
      </h3>
      ${facet.kind === 'values' ? this.#values(facet) : this.#range(facet)}
      ${facet.none === 0 ? nothing : html`<p class="muted number">${figure(facet.none)} without</p>`}
    </div>`;
  }

  #values({ field, values, more }: ValuesFacet) {
    const most = Math.max(1, ...values.map(({ count }) => count));
    return html`<ul>
        ${values.map(
          ({ value, count }) => html`<li>
            <button
              class="value"
              aria-pressed=${isAsked(this.where, field, value)}
              title=${value}
              ${cssVariables({ '--share': count / most })}
              @click=${() => this.#tell(toggledValue(this.where, field, value))}
            >
              <span class="name">${value}</span><span class="number">${figure(count)}</span>
            </button>
          </li>`,
        )}
      </ul>
      ${more === 0 ? nothing : html`<p class="muted number">and ${figure(more)} more</p>`}`;
  }

  #range({ field, least, most, counts }: RangeFacet) {
    const highest = Math.max(1, ...counts);
    const width = (most - least) / Math.max(1, counts.length);
    return html`<div class="bars">
        ${counts.map((count, index) => {
          const part = { least: least + index * width, most: least + (index + 1) * width };
          const words = `${field} from ${short(part.least)} to ${short(part.most)}: ${figure(count)}`;
          return html`<button
            class="part"
            aria-label=${words}
            title=${words}
            ?disabled=${count === 0}
            ${cssVariables({ '--share': count / highest })}
            @click=${() => this.#tell(toggledPart(this.where, field, part))}
          ></button>`;
        })}
      </div>
      <p class="ends number muted"><span>${short(least)}</span><span>${short(most)}</span></p>`;
  }

  #tell(detail: string): void {
    this.dispatchEvent(new CustomEvent<string>('where', { detail }));
  }
}

/** To four digits. */
function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-facet-panel': FacetPanel;
  }
}
