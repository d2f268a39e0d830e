import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { HeatMap } from '../../../protocol/image-sets.ts';
import type { ExplainedImage } from '../../../protocol/webviews/review.ts';
import { cssVariables } from '../../shared/css-variables.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { heatGradient } from './heat-colours.ts';

/** Classes that are told apart by sight. */
const most = 12;

const methodWords: { readonly [M in HeatMap['method']]: string } = {
  patches: 'Likeness of each part of the image, as the judge encodes it, to the words of the class.',
  occlusion: 'What the score loses when the part is covered.',
};

/** Why an image has its score. Tells `heat` when the map is to be shown or not. */
@customElement('vlp-why-panel')
export class WhyPanel extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      h3 {
        margin-bottom: 6px;
        font-size: 1em;
      }
      ol {
        display: grid;
        gap: 5px;
        list-style: none;
      }
      .names {
        display: flex;
        gap: 8px;
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .own .name {
        font-weight: 600;
      }
      .track {
        height: 6px;
        margin-top: 2px;
        background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
        overflow: hidden;
      }
      .bar {
        width: calc(var(--share) * 100%);
        min-width: 1px;
        height: 100%;
        background: var(--vscode-charts-blue, currentColor);
      }
      .legend {
        margin: 10px 0 0;
      }
      .ramp {
        height: 10px;
        margin: 4px 0 2px;
        background: var(--ramp);
        border: 1px solid var(--line);
        border-radius: 2px;
      }
      .ends {
        display: flex;
        justify-content: space-between;
      }
      ul {
        display: grid;
        gap: 4px;
        padding-left: 16px;
        margin-top: 10px;
      }
      .button {
        margin-top: 10px;
      }
      .button[aria-pressed='true'] {
        color: var(--vscode-inputOption-activeForeground, inherit);
        background: var(--vscode-inputOption-activeBackground, transparent);
        border: 1px solid var(--vscode-inputOption-activeBorder, currentColor);
        box-shadow: inset 0 -3px 0 currentColor;
      }
    `,
  ];

  /** `pending` while it is on its way; null when nothing can be said. */
  @property({ attribute: false }) explained: ExplainedImage | 'pending' | null = null;
  /** What it was drawn as. */
  @property() drawnAs: string | undefined;
  @property({ type: Boolean }) isHeatShown = false;

  override render() {
    return html`<section aria-label="Why this score">
      <h3>Why this score</h3>
      ${this.#content()}
    </section>`;
  }

  #content() {
    const { explained } = this;
    if (explained === 'pending') return html`<p class="muted" role="status">Looking into it …</p>`;
    if (explained === null) return html`<p class="muted">Nothing has judged this image. Score the images first.</p>`;
    const { classes, heat, notes } = explained;
    const more = classes.length - most;
    return html`<ol aria-label="Classes, the likeliest first">
        ${classes.slice(0, most).map((each) => this.#class(each))}
      </ol>
      ${more > 0 ? html`<p class="muted">and ${more} less likely</p>` : nothing} ${heat ? this.#heat(heat) : nothing}
      ${notes.length === 0 ? nothing : html`<ul class="muted">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
  }

  #class({ name, cosine, probability }: ExplainedImage['classes'][number]) {
    return html`<li class=${classMap({ own: name === this.drawnAs })}>
      <span class="names"
        ><span class="name">${name}</span><span class="number">${(probability * 100).toFixed(1)}%</span
        ><span class="number muted" title="Cosine of the embeddings of image and words">${cosine.toFixed(3)}</span></span
      >
      <div class="track" aria-hidden="true"><div class="bar" ${cssVariables({ '--share': probability })}></div></div>
    </li>`;
  }

  #heat({ class: name, method }: HeatMap) {
    const { isHeatShown } = this;
    return html`<button class="button" aria-pressed=${isHeatShown} @click=${() => this.dispatchEvent(new CustomEvent('heat'))}>
        Heat map of ${name}
      </button>
      ${
        isHeatShown
          ? html`<figure class="legend">
              <div class="ramp" ${cssVariables({ '--ramp': heatGradient })}></div>
              <div class="ends muted"><span>least</span><span>most</span></div>
              <figcaption class="muted">
                ${methodWords[method]} From the least to the most of this image: colours of two images do not compare, and
                what a part looks like to the judge is no proof that something is there.
              </figcaption>
            </figure>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-why-panel': WhyPanel;
  }
}
