/** @file Groups, constants and captions that contain themselves. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isAboutClass } from '../scope/interpolation.ts';
import { interpolationsIn } from '../scope/interpolations.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { usesIn } from '../scope/uses.ts';
import { isNamed, type Named, namePlace } from '../tree/declarations.ts';

export function checkCircles(document: PromptDocument): Problem[] {
  return [...circularUses(document), ...circularClasses(document)];
}

/** What contains what. */
type Graph = ReadonlyMap<Named, readonly Named[]>;

/** One report for each declaration on a circle. */
function circularUses(document: PromptDocument): Problem[] {
  const next = withoutEnds(contents(document));
  return [...next.keys()].flatMap((start) => {
    const way = wayBack(next, start);
    return way
      ? [problem('circular', namePlace(start), start.name ?? '', way.map((step) => step.name).join(' → '))]
      : [];
  });
}

function contents(document: PromptDocument): Graph {
  const next = new Map<Named, Named[]>();
  for (const { by, target } of usesIn(document)) {
    if (target === undefined || (by.keyword !== 'group' && by.keyword !== 'let')) continue;
    append(next, by, target);
  }
  return next;
}

function append(lists: Map<Named, Named[]>, key: Named, value: Named): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** Leaves out, again and again, what contains nothing: only circles remain, and what leads into them. */
function withoutEnds(next: Graph): Graph {
  const containers = new Map<Named, Named[]>();
  for (const [by, targets] of next) for (const target of targets) append(containers, target, by);
  const open = new Map([...next].map(([by, targets]) => [by, targets.length]));
  const ends = [...containers.keys()].filter((target) => !next.has(target));
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    for (const by of containers.get(end) ?? []) {
      const left = (open.get(by) ?? 0) - 1;
      open.set(by, left);
      if (left === 0) ends.push(by);
    }
  }
  return new Map([...next].filter(([by]) => (open.get(by) ?? 0) > 0));
}

/** The shortest way from a declaration to itself, both ends included. */
function wayBack(next: Graph, start: Named): Named[] | undefined {
  const cameFrom = new Map<Named, Named>();
  const queue = [start];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    for (const step of next.get(current) ?? []) {
      if (step === start) return retrace(cameFrom, start, current);
      if (!cameFrom.has(step)) {
        cameFrom.set(step, current);
        queue.push(step);
      }
    }
  }
  return undefined;
}

function retrace(cameFrom: ReadonlyMap<Named, Named>, start: Named, last: Named): Named[] {
  const way = [start];
  for (let step: Named | undefined = last; step !== undefined && step !== start; step = cameFrom.get(step))
    way.unshift(step);
  return [start, ...way];
}

/** The words of a class cannot be made of the words of the class. */
function circularClasses(document: PromptDocument): Problem[] {
  return document.tree.declarations.filter(isNamed).flatMap((declaration) => {
    if (declaration.keyword !== 'class') return [];
    const own = promptTextsOf(declaration).flatMap((text) => interpolationsIn(promptOf(text).parts));
    return own
      .filter((interpolation) => isAboutClass(interpolation.name))
      .map((interpolation) => problem('circular', interpolation, declaration.name ?? '', `\${${interpolation.name}}`));
  });
}
