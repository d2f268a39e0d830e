/** @file One image of a set as people are shown it. */
import type { DrawSettings, SourceSpan } from '../../../../language/plan/plan.ts';
import type { ImageRow, OwnDecision, TeamWord } from '../../../../protocol/image-sets.ts';
import type { ReviewerDecision } from '../../decisions/fold-decisions.ts';
import type { TeamDecision } from '../../decisions/fold-team.ts';
import { settingsIn } from '../columns/field-columns.ts';
import { digestAt, type ImageColumns, type NumberColumn, type TextColumn } from '../columns/image-columns.ts';
import { objectIn } from '../columns/object-in.ts';
import type { ImageWords } from '../words/image-words.ts';

export interface RowSources {
  readonly columns: ImageColumns;
  readonly words: ImageWords;
  /** Absolute path. */
  readonly file: (number: number) => string;
  readonly isBlind: boolean;
  /** By the plan's key of what was drawn in place of a rejected image: who rejected that. */
  readonly inPlace: ReadonlyMap<string, string>;
}

/** Without what hangs on a list. */
export function imageRow(number: number, { columns, words, file, isBlind, inPlace }: RowSources): ImageRow {
  const team = isBlind ? undefined : words.teams[words.team[number]!];
  const own = words.owns[words.own[number]!]!;
  const key = digestAt(columns.digests.key, number);
  const replaced = inPlace.get(key ?? '');
  const text = (name: TextColumn) => columns.pool.text(columns.texts[name][number]!);
  return {
    number,
    file: file(number),
    hash: digestAt(columns.digests.hash, number) ?? '',
    from: text('from') ?? '',
    settings: [
      ...settingsFor(settingsIn(text('settings'))),
      ...(replaced === undefined
        ? []
        : [['drawn in place of', isBlind ? 'a rejected image' : `what ${replaced} rejected`] as const]),
    ],
    width: knownNumber(columns, 'width', number) ?? 0,
    height: knownNumber(columns, 'height', number) ?? 0,
    own: ownWord(own),
    ...withoutUnknown({
      key,
      class: text('class'),
      label: own.label,
      prompt: text('prompt'),
      seed: knownNumber(columns, 'seed', number),
      score: knownNumber(columns, 'score', number),
      margin: knownNumber(columns, 'margin', number),
      confidence: knownNumber(columns, 'confidence', number),
      predicted: text('predicted'),
      source: spanIn(text('source')),
      team: team && teamWord(team),
    }),
  };
}

type Known<Fields> = { readonly [F in keyof Fields]?: Exclude<Fields[F], undefined> };

/** What is absent is not there, instead of undefined. */
function withoutUnknown<Fields extends object>(fields: Fields): Known<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<Fields>; // A part of it.
}

function knownNumber({ numbers }: ImageColumns, name: NumberColumn, number: number): number | undefined {
  const value = numbers[name][number]!;
  return Number.isNaN(value) ? undefined : value;
}

function ownWord({ state, isFlagged, rating, tags = [], why = [], note, split }: ReviewerDecision): OwnDecision {
  return { state, isFlagged, tags, why, ...withoutUnknown({ rating, note, split }) };
}

function teamWord({ state, isDisputed, keptBy, rejectedBy, label }: TeamDecision): TeamWord {
  return { state, isDisputed, keptBy, rejectedBy, ...withoutUnknown({ label }) };
}

const shownSettings: readonly (keyof DrawSettings)[] = [
  'steps',
  'guidance',
  'scheduler',
  'rescale',
  'strength',
  'noise',
];

function settingsFor(settings: Partial<DrawSettings> = {}): ImageRow['settings'] {
  return shownSettings.flatMap((name) =>
    settings[name] === undefined ? [] : [[name, String(settings[name])] as const],
  );
}

/** The snapshot that it comes from may be a stranger's. */
function spanIn(text: string | undefined): SourceSpan | undefined {
  const span: Partial<SourceSpan> = objectIn(text) ?? {};
  const isSpan = typeof span.file === 'string' && isPosition(span.start) && isPosition(span.end);
  return isSpan ? (span as SourceSpan) : undefined;
}

function isPosition(position: SourceSpan['start'] | undefined): boolean {
  return Number.isSafeInteger(position?.line) && Number.isSafeInteger(position?.character);
}
