/** @file What there is to see of a source, section by section. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ContributionReport, MapMethod } from '../../../protocol/evaluation.ts';
import type {
  AnalysisKind,
  AnalysisRequest,
  ClassWording,
  MatrixImage,
  MatrixImageId,
  MatrixMap,
  MatrixReport,
  MatrixSnapshot,
  MatrixSource,
} from '../../../protocol/webviews/matrix.ts';
import type { ClassOrder } from './class-order.ts';
import './class-table.ts';
import type { PickedPrompt } from './class-wordings.ts';
import './confidence-section.ts';
import './contribution-table.ts';
import '../map/embedding-map.ts';
import type { MapPoint } from '../map/map-points.ts';
import './matrix-section.ts';
import type { MatrixLook, PickedCell } from './matrix-section.ts';
import './on-demand-bar.ts';
import './pair-list.ts';
import './source-numbers.ts';
import type { Tab } from '../../shared/tab-strip.ts';

export type SectionId = 'matrix' | 'classes' | 'pairs' | 'confidence' | 'lines' | 'map';

/** What is chosen on the page; remembered. */
export interface Choices {
  readonly source: number;
  readonly section: SectionId;
  readonly look: MatrixLook;
  readonly order: ClassOrder;
  readonly method: MapMethod;
}

export interface SectionView {
  readonly snapshot: MatrixSnapshot;
  readonly report: MatrixReport;
  readonly source: MatrixSource;
  readonly choices: Choices;
  /** Why nothing dear can be begun now; empty when it can. */
  readonly obstacle: string;
  readonly open: PickedCell | undefined;
  /** Pixels across. */
  readonly room: number;
  readonly wordings: readonly ClassWording[];
  readonly contributions: ContributionReport | undefined;
  readonly map: MatrixMap | undefined;
  readonly hoverImage: MatrixImage | undefined;
}

/** What can be done in a section. */
export interface SectionActs {
  readonly choose: (choices: Partial<Choices>) => void;
  readonly openCell: (cell: PickedCell) => void;
  readonly revealPrompt: (prompt: PickedPrompt) => void;
  readonly analyse: (request: AnalysisRequest) => void;
  readonly cancelAnalysis: (kind: AnalysisKind) => void;
  /** Indices into the contributions' sources and lines. */
  readonly revealLine: (source: number, line: number) => void;
  readonly select: (points: readonly MapPoint[]) => void;
  readonly hover: (image: MatrixImageId) => void;
}

export const sectionTabs: readonly (Tab & { readonly id: SectionId })[] = [
  { id: 'matrix', label: 'Matrix' },
  { id: 'classes', label: 'Classes' },
  { id: 'pairs', label: 'Confused pairs' },
  { id: 'confidence', label: 'Confidence' },
  { id: 'lines', label: 'Lines' },
  { id: 'map', label: 'Map' },
];

export function isSection(id: string): id is SectionId {
  return sectionTabs.some((tab) => tab.id === id);
}

export const sectionOf: { readonly [S in SectionId]: (view: SectionView, acts: SectionActs) => TemplateResult } = {
  matrix: ({ report, source, snapshot, choices, open, room }, { choose, openCell }) => html`<vlp-matrix-section
      .report=${report}
      .source=${source}
      .baseline=${snapshot.baseline}
      .look=${choices.look}
      .open=${open}
      .room=${room}
      @look=${({ detail }: CustomEvent<MatrixLook>) => choose({ look: detail })}
      @cell-open=${({ detail }: CustomEvent<PickedCell>) => openCell(detail)}
    ></vlp-matrix-section>
    <vlp-numbers .source=${source}></vlp-numbers>`,
  classes: ({ report, source, choices }, { choose, openCell }) => html`<vlp-class-table
    .reports=${source.perClass}
    .order=${choices.order}
    @order=${({ detail }: CustomEvent<ClassOrder>) => choose({ order: detail })}
    @mistakes=${({ detail }: CustomEvent<number>) => openCell(mistakesOf(detail, report.classes.length))}
  ></vlp-class-table>`,
  pairs: ({ report, source, snapshot, wordings }, { openCell, revealPrompt }) => html`<vlp-pairs
    .report=${report}
    .source=${source}
    .wordings=${wordings}
    ?stale=${snapshot.stale}
    @cell-open=${({ detail }: CustomEvent<PickedCell>) => openCell(detail)}
    @prompt=${({ detail }: CustomEvent<PickedPrompt>) => revealPrompt(detail)}
  ></vlp-pairs>`,
  confidence: ({ source }) => html`<vlp-confidence .source=${source}></vlp-confidence>`,
  lines: linesSection,
  map: mapSection,
};

/** Whatever a class's images were taken for. */
function mistakesOf(index: number, classCount: number): PickedCell {
  const others = Array.from({ length: classCount }, (_, other) => other).filter((other) => other !== index);
  return { actual: [index], predicted: others };
}

function linesSection({ snapshot, source, obstacle, contributions }: SectionView, acts: SectionActs) {
  const index = contributions?.sources.findIndex(({ name }) => name === source.name) ?? -1;
  const ofSource = contributions?.sources[index];
  return html`<vlp-on-demand
      .state=${snapshot.analyses.contributions}
      action="Measure each line"
      .obstacle=${obstacle}
      @begin=${() => acts.analyse({ kind: 'contributions' })}
      @cancel=${() => acts.cancelAnalysis('contributions')}
    >
      <span>What does each line of the template and each further caption add?</span>
    </vlp-on-demand>
    ${
      ofSource
        ? html`<vlp-contributions
            .contributions=${ofSource}
            @line=${({ detail }: CustomEvent<number>) => acts.revealLine(index, detail)}
          ></vlp-contributions>`
        : nothing
    }`;
}

const methods: readonly (readonly [method: MapMethod, label: string])[] = [
  ['pca', 'PCA (quick, exact)'],
  ['umap', 'UMAP (slower, keeps neighbours)'],
];

function mapSection(view: SectionView, acts: SectionActs) {
  const { snapshot, report, choices, obstacle, map, hoverImage } = view;
  const pick = ({ target }: Event) => {
    const method = methods[(target as HTMLSelectElement).selectedIndex]?.[0]; // It listens to a select alone.
    if (method) acts.choose({ method });
  };
  return html`<vlp-on-demand
      .state=${snapshot.analyses.map}
      action="Draw the map"
      .obstacle=${obstacle}
      @begin=${() => acts.analyse({ kind: 'map', method: choices.method })}
      @cancel=${() => acts.cancelAnalysis('map')}
    >
      <label>
        Method
        <select @change=${pick}>
          ${methods.map(([method, label]) => html`<option .selected=${method === choices.method}>${label}</option>`)}
        </select>
      </label>
    </vlp-on-demand>
    ${
      map
        ? html`<vlp-map
            .report=${report}
            .map=${map}
            .hoverImage=${hoverImage}
            @picked=${({ detail }: CustomEvent<readonly MapPoint[]>) => acts.select(detail)}
            @hover=${({ detail }: CustomEvent<MatrixImageId>) => acts.hover(detail)}
          ></vlp-map>`
        : nothing
    }`;
}
