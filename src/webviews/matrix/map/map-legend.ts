import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { signColour, signPath } from './class-signs.ts';
import type { MapPoint } from './map-points.ts';

/**
 * The sign of each class; leads the eye to one class, and selects its images. Tells `only` with the class whose images are
 * to stand out, or none, and `pick` with one whose images are wanted.
 */
@customElement('vlp-map-legend')
export class MapLegend extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        max-height: 12em;
        overflow: auto;
        list-style: none;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .class {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        padding: 1px 5px;
        cursor: pointer;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
      }
      .class[aria-pressed='true'] {
        border-color: var(--vscode-focusBorder, currentColor);
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) points: readonly MapPoint[] = [];
  /** The class that stands out. */
  @property({ attribute: false }) only: number | undefined;

  override render() {
    const counts = new Map<number, number>();
    for (const { actual } of this.points) counts.set(actual, (counts.get(actual) ?? 0) + 1);
    return html`<h3>Classes</h3>
      <ul>
        ${this.classes.map((name, index) => this.#item(name, index, counts.get(index) ?? 0))}
      </ul>`;
  }

  #item(name: string, index: number, count: number) {
    const isOnly = this.only === index;
    const words = `Let ${name} stand out`;
    return html`<li>
      <button
        class="class"
        aria-pressed=${isOnly}
        title=${words}
        @click=${() => this.#tell('only', isOnly ? undefined : index)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d=${signPath(index, 5.5, [7, 7])} fill=${signColour(index)} />
        </svg>
        ${name}
      </button>
      <button
        class="link number"
        aria-label=${`Select ${count} images of ${name}`}
        title=${`Select its images`}
        ?disabled=${count === 0}
        @click=${() => this.#tell('pick', index)}
      >
        ${count}
      </button>
    </li>`;
  }

  #tell(name: 'only' | 'pick', detail: number | undefined): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-map-legend': MapLegend;
  }
}
