import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttons, theme } from './theme.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** A second line, smaller. */
  readonly detail?: string;
}

/** One of several things to look at; arrows move between them, as between tabs elsewhere. Tells `select` with the id. */
@customElement('vlp-tabs')
export class TabStrip extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 4px;
        border-bottom: 1px solid var(--line);
      }
      button {
        padding: 5px 12px 6px;
        cursor: pointer;
        text-align: left;
        color: var(--vscode-foreground);
        background: none;
        border: none;
        border-bottom: 2px solid transparent;
      }
      button:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      button[aria-selected='true'] {
        border-bottom-color: var(--vscode-focusBorder, currentColor);
      }
      :focus-visible {
        outline-offset: -2px;
      }
      .detail {
        display: block;
        font-size: 0.9em;
      }
    `,
  ];

  /** What is chosen here, for those who do not see it. */
  @property() label = '';
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  @property() selected = '';

  override render() {
    return html`<div role="tablist" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.tabs.map((tab) => this.#tab(tab))}
    </div>`;
  }

  #tab({ id, label, detail }: Tab) {
    const isSelected = id === this.selected;
    return html`<button
      role="tab"
      aria-selected=${isSelected}
      tabindex=${isSelected ? 0 : -1}
      data-id=${id}
      @click=${() => this.#select(id)}
    >
      ${label}${detail === undefined ? nothing : html`<span class="detail muted number">${detail}</span>`}
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    const { tabs, selected } = this;
    const at = tabs.findIndex(({ id }) => id === selected);
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      ArrowRight: (at + 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = tabs[places[event.key] ?? -1];
    if (!to) return;
    event.preventDefault();
    this.#select(to.id);
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(to.id)}"]`)?.focus();
  }

  #select(id: string): void {
    this.dispatchEvent(new CustomEvent<string>('select', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-tabs': TabStrip;
  }
}
