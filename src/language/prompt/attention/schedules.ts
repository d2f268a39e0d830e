/**
 * @file Parts of a prompt that change while a picture is drawn: `[from:to:when]`, `[to:when]`, `[from::when]`, `[a|b]`.
 *
 * As A1111's grammar has it, with one difference: there a part that the grammar does not take makes the whole prompt
 * literal, here only that part is.
 */
import type { Extent } from '../../tree/extent.ts';
import type { AttentionProblem, AttentionProblemKind } from './problem.ts';
import { OPAQUE } from './tokens.ts';

export type ScheduleNode = Scheduled | Alternation;

export interface Scheduled extends Extent {
  readonly kind: 'scheduled';
  /** Undefined where nothing is written: `[to:when]`. */
  readonly from: Branch | undefined;
  readonly to: Branch;
  /** Steps, or a share of them; not a number when a part of a template will say it. */
  readonly when: number;
  /** Written with a point. */
  readonly isShare: boolean;
  readonly whenAt: Extent;
}

export interface Alternation extends Extent {
  readonly kind: 'alternation';
  /** One for each step, in turn; each may be empty. */
  readonly options: readonly Branch[];
}

/** A stretch of the text, with what changes in it. */
export interface Branch extends Extent {
  readonly nodes: readonly ScheduleNode[];
}

export interface Schedules {
  readonly root: Branch;
  readonly problems: readonly AttentionProblem[];
}

/** Never throws, and takes time in proportion to the text. */
export function readSchedules(text: string): Schedules {
  return new Reader(text).read();
}

/** What the prompt says at a step. @param step from 1. @param steps of the whole picture. */
export function wordingAt(text: string, branch: Branch, step: number, steps: number): string {
  let wording = '';
  let at = branch.start;
  for (const node of branch.nodes) {
    const taken = branchAt(node, step, steps);
    wording += text.slice(at, node.start) + (taken ? wordingAt(text, taken, step, steps) : '');
    at = node.end;
  }
  return wording + text.slice(at, branch.end);
}

function branchAt(node: ScheduleNode, step: number, steps: number): Branch | undefined {
  if (node.kind === 'alternation') return node.options[(step - 1) % node.options.length];
  return step <= lastStepBefore(node, steps) ? node.from : node.to;
}

/** The last step of what stands before; 0 and less when there is none. */
export function lastStepBefore({ when, isShare }: Scheduled, steps: number): number {
  return Math.min(steps, Math.trunc(isShare ? when * steps : when));
}

/** All of them, also those within others. */
export function nodesIn({ nodes }: Branch): ScheduleNode[] {
  return nodes.flatMap((node) => [node, ...branchesOf(node).flatMap(nodesIn)]);
}

function branchesOf(node: ScheduleNode): readonly Branch[] {
  if (node.kind === 'alternation') return node.options;
  return node.from ? [node.from, node.to] : [node.to];
}

/** The same text, as long, with what makes the schedules opaque and what they may say left: attention reads that. */
export function withoutSchedules(text: string, { start, end, nodes }: Branch): string {
  let masked = '';
  let at = start;
  for (const node of nodes) {
    masked += text.slice(at, node.start);
    at = node.start;
    for (const inner of branchesOf(node)) {
      masked += OPAQUE.repeat(inner.start - at) + withoutSchedules(text, inner);
      at = inner.end;
    }
    masked += OPAQUE.repeat(node.end - at);
    at = node.end;
  }
  return masked + text.slice(at, end);
}

const DEEPEST = 32;

const special = /[\\()[\]:|]/g;
const number = /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/;

interface Frame {
  readonly bracket: string;
  readonly start: number;
  readonly colons: number[];
  readonly bars: number[];
  /** How many nodes there were when it began. */
  readonly before: number;
  isBroken: boolean;
  /** Of the highest node in it. */
  height: number;
}

class Reader {
  private readonly frames: Frame[] = [];
  private readonly open: Record<string, number> = { '(': 0, '[': 0 };
  /** Complete ones, in order, that lie in no other complete one. */
  private readonly nodes: ScheduleNode[] = [];
  private readonly problems: AttentionProblem[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): Schedules {
    special.lastIndex = 0;
    for (let match = special.exec(this.text); match; match = special.exec(this.text)) {
      if (match[0] === '\\') special.lastIndex = match.index + 2;
      else this.meet(match[0], match.index);
    }
    return { root: { start: 0, end: this.text.length, nodes: this.nodes }, problems: this.problems };
  }

  private meet(character: string, index: number): void {
    if (character === ':') this.frames.at(-1)?.colons.push(index);
    else if (character === '|') this.frames.at(-1)?.bars.push(index);
    else if (character === ')') this.close('(', index);
    else if (character === ']') this.close('[', index);
    else this.begin(character, index);
  }

  private begin(bracket: string, start: number): void {
    this.open[bracket] = (this.open[bracket] ?? 0) + 1;
    this.frames.push({ bracket, start, colons: [], bars: [], before: this.nodes.length, isBroken: false, height: 0 });
  }

  /** Brackets of the other kind that are still open within make the pair no schedule: nothing there is balanced. */
  private close(bracket: string, index: number): void {
    if (!this.open[bracket]) return;
    let frame = this.end();
    for (let isBroken = false; frame; frame = this.end()) {
      frame.isBroken ||= isBroken;
      if (frame.bracket === bracket) break;
      isBroken = true;
    }
    if (frame?.bracket === '[' && !frame.isBroken) this.decide(frame, index);
  }

  private end(): Frame | undefined {
    const frame = this.frames.pop();
    if (frame === undefined) return undefined;
    this.open[frame.bracket] = (this.open[frame.bracket] ?? 1) - 1;
    this.raise(frame.height);
    return frame;
  }

  /** What lies in a bracket lies in the one around it, too. */
  private raise(height: number): void {
    const outer = this.frames.at(-1);
    if (outer && outer.height < height) outer.height = height;
  }

  private decide(frame: Frame, end: number): void {
    if (frame.bars.length === 0 && frame.colons.length === 0) return;
    const at = { start: frame.start, end: end + 1 };
    const isAlternation = frame.bars.length > 0;
    if (isAlternation ? frame.colons.length > 0 : !this.isScheduled(frame, end)) this.report('bad-schedule', at);
    else if (frame.height === DEEPEST) this.report('too-deep', at);
    else {
      this.nodes.push(isAlternation ? this.alternation(frame, end) : this.scheduled(frame, end));
      this.raise(frame.height + 1);
    }
  }

  private report(kind: AttentionProblemKind, at: Extent): void {
    this.problems.push({ kind, ...at });
  }

  private isScheduled({ colons }: Frame, end: number): boolean {
    const colon = colons.at(-1) ?? end;
    if (colons.length > 2 || end - colon > 64) return false;
    const written = this.text.slice(colon + 1, end);
    return number.test(written) || /^\s*[\d.]*\uFFFC[\d.\uFFFC]*\s*$/.test(written);
  }

  private scheduled({ start, colons, before }: Frame, end: number): Scheduled {
    const [first = end, second] = colons;
    const inner = this.nodes.splice(before);
    const last = second ?? first;
    const written = this.text.slice(last + 1, end);
    const whenStart = last + 1 + written.length - written.trimStart().length;
    return {
      kind: 'scheduled',
      from: second === undefined ? undefined : branch(start + 1, first, inner),
      to: second === undefined ? branch(start + 1, first, inner) : branch(first + 1, second, inner),
      when: written.includes(OPAQUE) ? Number.NaN : Number(written),
      isShare: written.includes('.'),
      whenAt: { start: whenStart, end: whenStart + written.trim().length },
      start,
      end: end + 1,
    };
  }

  private alternation({ start, bars, before }: Frame, end: number): Alternation {
    const inner = this.nodes.splice(before);
    let next = 0;
    const options = [...bars, end].map((bar, index) => {
      const from = (bars[index - 1] ?? start) + 1;
      const first = next;
      while ((inner[next]?.end ?? Number.POSITIVE_INFINITY) <= bar) next++;
      return { start: from, end: bar, nodes: inner.slice(first, next) };
    });
    return { kind: 'alternation', options, start, end: end + 1 };
  }
}

function branch(start: number, end: number, nodes: readonly ScheduleNode[]): Branch {
  return { start, end, nodes: nodes.filter((node) => node.start >= start && node.end <= end) };
}
