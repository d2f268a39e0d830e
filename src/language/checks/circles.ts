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

/** One report for each declaration on a circle. */
function circularUses(document: PromptDocument): Problem[] {
  const next = new Map<Named, Named[]>();
  for (const { by, target } of usesIn(document)) {
    if (target && (by.keyword === 'group' || by.keyword === 'let')) next.set(by, [...(next.get(by) ?? []), target]);
  }
  return [...next.keys()].flatMap((start) => {
    const way = wayBack(next, start);
    return way
      ? [problem('circular', namePlace(start), start.name ?? '', way.map((step) => step.name).join(' → '))]
      : [];
  });
}

/** The shortest way from a declaration to itself, both ends included. */
function wayBack(next: ReadonlyMap<Named, readonly Named[]>, start: Named): Named[] | undefined {
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
