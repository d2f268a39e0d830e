/** @file Attention, schedules and breaks in a prompt as its author wrote it, for tools: where, and how heavy. */
import type { Dialect } from '../../plan/plan.ts';
import type { Extent, Place } from '../../tree/extent.ts';
import type { Part } from '../part.ts';
import type { AttentionProblem, AttentionProblemKind } from './problem.ts';
import {
  type Branch,
  lastStepBefore,
  nodesIn,
  readSchedules,
  type ScheduleNode,
  withoutSchedules,
} from './schedules.ts';
import { type Sketch, sketchOf } from './sketch.ts';
import { tokenize } from './tokenize.ts';
import { type DialectRules, dialectRules } from './tokens.ts';
import { type Group, type Weighed, weigh } from './weigh.ts';

export type AttentionSpan = GroupSpan | ScheduledSpan | AlternationSpan | BreakSpan;

/** `(a)`, `(a:1.2)`, `[a]` */
export interface GroupSpan extends Place {
  readonly kind: 'group';
  readonly open: Extent;
  /** With the weight: `:1.2)`; undefined when it is never closed. */
  readonly close: Extent | undefined;
  readonly weightAt: Extent | undefined;
  /** What it says itself; undefined when a part of a template says it. */
  readonly own: number | undefined;
  /** What its words have in the end; undefined when that is not known. */
  readonly weight: number | undefined;
}

/** `[from:to:when]` */
export interface ScheduledSpan extends Place {
  readonly kind: 'scheduled';
  readonly from: Extent | undefined;
  readonly to: Extent;
  readonly whenAt: Extent;
  /** Steps, or a share of them; undefined when a part of a template says it. */
  readonly when: number | undefined;
  readonly isShare: boolean;
}

/** `[a|b]` */
export interface AlternationSpan extends Place {
  readonly kind: 'alternation';
  readonly options: readonly Extent[];
}

/** `BREAK`, the word alone. */
export interface BreakSpan extends Place {
  readonly kind: 'break';
}

export interface PlacedProblem extends Place {
  readonly kind: AttentionProblemKind;
}

export interface AttentionScan {
  /** In the order in which they begin; those in variants after what lies around the variants. */
  readonly spans: readonly AttentionSpan[];
  readonly problems: readonly PlacedProblem[];
}

/** Characters of one string; in a longer one nothing is looked for, as no model reads it. */
const LONGEST = 100_000;

/**
 * Each variant is looked at by itself, with the weight around it; what names and wildcards stand for is not looked at.
 * @param steps of the pictures, where they are known.
 */
export function scanAttention(parts: readonly Part[], dialect: Dialect, steps?: number): AttentionScan {
  const rules = dialectRules[dialect];
  const scan = { spans: [], problems: [] };
  if (rules) new Scan(rules, steps, scan).scan(parts, 1);
  return scan;
}

class Scan {
  private readonly rules: DialectRules;
  private readonly steps: number | undefined;
  private readonly found: { readonly spans: AttentionSpan[]; readonly problems: PlacedProblem[] };

  constructor(rules: DialectRules, steps: number | undefined, found: Scan['found']) {
    this.rules = rules;
    this.steps = steps;
    this.found = found;
  }

  /** @param around the weight of what stands around the parts. */
  scan(parts: readonly Part[], around: number): void {
    const sketch = sketchOf(parts);
    if (sketch.text.length > LONGEST) return;
    const schedules = readSchedules(sketch.text);
    const masked = withoutSchedules(sketch.text, schedules.root);
    const read = tokenize(this.rules.hasSchedules ? masked : sketch.text, this.rules, true);
    const { weighed, groups } = weigh(read, this.rules, sketch.text.length, around);
    const nodes = nodesIn(schedules.root);
    if (this.rules.hasSchedules) {
      this.show([
        ...groups.map((group) => groupSpan(sketch, group)),
        ...nodes.map((node) => changingSpan(sketch, node)),
        ...breakSpans(sketch, weighed),
      ]);
      this.report(sketch, [...schedules.problems, ...nodes.flatMap((node) => stepProblems(node, this.steps))]);
    } else {
      this.show(groups.map((group) => groupSpan(sketch, group)));
      this.report(sketch, unread(masked, schedules.root));
    }
    this.report(sketch, [...read.problems, ...groups.flatMap((group) => weightProblems(group, this.rules))]);
    this.scanChoices(sketch, weighed);
  }

  private show(spans: readonly AttentionSpan[]): void {
    const inOrder = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
    for (const span of inOrder) this.found.spans.push(span);
  }

  private report(sketch: Sketch, problems: readonly AttentionProblem[]): void {
    for (const { kind, ...at } of problems) this.found.problems.push({ kind, ...sketch.placeOf(at) });
  }

  private scanChoices({ opaque }: Sketch, weighed: readonly Weighed[]): void {
    let next = 0;
    for (const { part, index } of opaque) {
      if (part.kind !== 'choice') continue;
      while ((weighed[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
      const token = weighed[next];
      const weight = token?.kind === 'text' && token.start <= index ? token.weight : 1;
      for (const option of part.options) this.scan(option.parts, weight);
    }
  }
}

function known(number: number): number | undefined {
  return Number.isNaN(number) ? undefined : number;
}

function groupSpan(sketch: Sketch, { open, close, own, weight, start, end }: Group): GroupSpan {
  return {
    kind: 'group',
    open: sketch.placeOf(open),
    close: close && sketch.placeOf(close),
    weightAt: close?.weightAt && sketch.placeOf(close.weightAt),
    own: known(own),
    weight: known(weight),
    ...sketch.placeOf({ start, end }),
  };
}

function changingSpan(sketch: Sketch, node: ScheduleNode): ScheduledSpan | AlternationSpan {
  const at = sketch.placeOf(node);
  if (node.kind === 'alternation')
    return { kind: 'alternation', options: node.options.map((each) => sketch.placeOf(each)), ...at };
  return {
    kind: 'scheduled',
    from: node.from && sketch.placeOf(node.from),
    to: sketch.placeOf(node.to),
    whenAt: sketch.placeOf(node.whenAt),
    when: known(node.when),
    isShare: node.isShare,
    ...at,
  };
}

function breakSpans(sketch: Sketch, weighed: readonly Weighed[]): BreakSpan[] {
  return weighed.flatMap((token) =>
    token.kind === 'break' ? [{ kind: 'break', ...sketch.placeOf(token.wordAt) }] : [],
  );
}

const LARGEST_WEIGHT = 2;

function weightProblems({ close, own, around }: Group, { weights }: DialectRules): AttentionProblem[] {
  if (close?.weightAt === undefined) return [];
  const large: AttentionProblem[] =
    own < 0 || own > LARGEST_WEIGHT ? [{ kind: 'large-weight', ...close.weightAt }] : [];
  return weights === 'replace' && around !== 1 ? [...large, { kind: 'replaced-weight', ...close.weightAt }] : large;
}

function stepProblems(node: ScheduleNode, steps: number | undefined): AttentionProblem[] {
  if (node.kind === 'alternation') return [];
  const { start, end, whenAt, when, isShare, from } = node;
  if (isShare && when > 1 && from === undefined) return [{ kind: 'square-weight', start, end }];
  const isLate =
    isShare && steps === undefined ? when >= 1 : steps !== undefined && lastStepBefore(node, steps) >= steps;
  return isLate ? [{ kind: 'late-step', ...whenAt }] : [];
}

/** What A1111's dialect would read and this one does not. */
function unread(masked: string, { nodes }: Branch): AttentionProblem[] {
  const { tokens } = tokenize(masked, dialectRules.a1111, true);
  const { groups } = weigh({ tokens, open: new Set(), problems: [] }, dialectRules.a1111, masked.length);
  const squares = groups.filter(({ open, close }) => open.bracket === 'square' && close !== undefined);
  const words = tokens.flatMap((token) => (token.kind === 'break' ? [token.wordAt] : []));
  return [...nodes, ...squares, ...words].map(({ start, end }) => ({ kind: 'unread', start, end }));
}
