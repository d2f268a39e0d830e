/** @file The few signs that the pages use, drawn on 16 by 16. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

const shapes = {
  play: svg`<path d="M4.5 2.8v10.4l8.5-5.2z" fill="currentColor" />`,
  stop: svg`<rect x="3.5" y="3.5" width="9" height="9" rx="1" fill="currentColor" />`,
  close: svg`<path d="M3.5 3.5l9 9m0-9l-9 9" />`,
  previous: svg`<path d="M10 3L5 8l5 5" />`,
  next: svg`<path d="M6 3l5 5-5 5" />`,
  line: svg`<path d="M2 4h12M2 8h7M2 12h5M11 9.5l3 2.5-3 2.5" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1" /><path d="M3.5 10.5h-1v-8h8v1" />`,
  image: svg`<rect x="1.5" y="2.5" width="13" height="11" rx="1" /><path d="M2 12l4-4.5 3 3 2-2 3 3.2" /><circle cx="10.7" cy="5.8" r="1.1" />`,
  grid: svg`<path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" />`,
  warning: svg`<path d="M8 2l6.5 11.5h-13zM8 6.3v3.6M8 11.3v.8" />`,
  passed: svg`<path d="M3 8.5l3.3 3.3L13 4.5" />`,
  failed: svg`<path d="M4 4l8 8m0-8l-8 8" />`,
  question: svg`<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12v.9" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
  pin: svg`<path d="M5.5 2h5M6.3 2v4.2L4 8.8h8L9.7 6.2V2M8 8.8V14" />`,
  window: svg`<rect x="2" y="5.5" width="8.5" height="8.5" rx="1" /><path d="M5.5 5.5v-3H14V11h-3.5" />`,
  keys: svg`<rect x="1.5" y="4" width="13" height="8.5" rx="1" /><path d="M4 6.7h.1M7 6.7h.1M10 6.7h.1M12 6.7h.1M5 9.8h6" />`,
  layout: svg`<path d="M2 2.5h12v11H2zM2 6h12M6 2.5v11" />`,
  fit: svg`<path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />`,
  enlarge: svg`<path d="M9.5 2H14v4.5M14 2L9 7M6.5 14H2V9.5M2 14l5-5" />`,
  dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2" /><path d="M5.6 5.6h.1M10.4 5.6h.1M8 8h.1M5.6 10.4h.1M10.4 10.4h.1" stroke-width="1.8" />`,
  up: svg`<path d="M8 13V3M4 7l4-4 4 4" />`,
  star: svg`<path d="M8 1.8l1.9 4 4.3.5-3.2 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.2-3 4.3-.5z" />`,
  starred: svg`<path d="M8 1.8l1.9 4 4.3.5-3.2 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.2-3 4.3-.5z" fill="currentColor" />`,
  tag: svg`<path d="M2 2h5.5L14 8.5 8.5 14 2 7.5zM5 5h.1" />`,
  note: svg`<path d="M2.5 2.5h11v8l-3 3h-8zM5 6h6M5 9h3" />`,
  person: svg`<circle cx="8" cy="5" r="2.7" /><path d="M2.8 14c.4-3.2 2.4-4.7 5.2-4.7s4.8 1.5 5.2 4.7" />`,
  blind: svg`<path d="M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8 12.1 12.3 8 12.3 1.5 8 1.5 8zM2.5 13.5l11-11" />`,
  find: svg`<circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2L14 14" />`,
  facets: svg`<path d="M2 13.5h12M3.5 11V8M6.5 11V4M9.5 11V6M12.5 11V9" />`,
  save: svg`<path d="M2.5 2.5h9l2 2v9h-11zM5 2.5v3.5h5V2.5M5 13.5V9.5h6v4" />`,
  folder: svg`<path d="M1.5 3.5h4.5l1.5 2h7v7.5h-13z" />`,
  down: svg`<path d="M8 3v10M4 9l4 4 4-4" />`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** Decoration: what it stands for is said in words beside it or in a label. */
export function icon(name: IconName, size = 16): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[name]}
  </svg>`;
}
