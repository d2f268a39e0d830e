import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { type ClassPlace, classPlaces, type MapPoint } from './map-points.ts';

/** The map in words: where the images of each class are, and whose are nearest. */
@customElement('vlp-map-table')
export class MapTable extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      details {
        margin-top: 12px;
      }
      summary {
        margin-bottom: 6px;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) points: readonly MapPoint[] = [];
  @state() private isOpen = false;

  override render() {
    return html`<details @toggle=${this.#onToggle}>
      <summary>The map as a table</summary>
      ${this.isOpen ? this.#table() : ''}
    </details>`;
  }

  #table() {
    return html`<table class="list">
      <thead>
        <tr>
          <th scope="col">class</th>
          <th scope="col" class="figure">images</th>
          <th scope="col" class="figure">centre x</th>
          <th scope="col" class="figure">centre y</th>
          <th scope="col" class="figure">spread</th>
          <th scope="col">nearest class</th>
        </tr>
      </thead>
      <tbody>
        ${classPlaces(this.points, this.classes.length).map((place) => this.#row(place))}
      </tbody>
    </table>`;
  }

  #row({ class: index, n, centre, spread, nearest }: ClassPlace) {
    const figure = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(2));
    return html`<tr>
      <th scope="row">${this.classes[index]}</th>
      <td class="figure">${n}</td>
      <td class="figure">${figure(centre?.[0])}</td>
      <td class="figure">${figure(centre?.[1])}</td>
      <td class="figure">${figure(spread)}</td>
      <td>${nearest === undefined ? '–' : this.classes[nearest]}</td>
    </tr>`;
  }

  #onToggle({ target }: Event): void {
    this.isOpen = target instanceof HTMLDetailsElement && target.open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-map-table': MapTable;
  }
}
