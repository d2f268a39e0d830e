/** @file Groups, constants, wildcards and captions that contain themselves. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { documentOf, documentsOf, type PromptDocument } from '../document.ts';
import type { Class, Text } from '../generated/ast.ts';
import { recipesBegunWith } from '../plan/beginnings.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isAboutClass } from '../scope/interpolation.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { interpolationsRead } from '../scope/reads.ts';
import { usesIn, usesInWildcardFiles } from '../scope/uses.ts';
import { isNamed, type Named, namePlace } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';

export function checkCircles(document: PromptDocument): Problem[] {
  return [
    ...circular(document, contents(document)),
    ...circular(document, beginnings(document)),
    ...circularClasses(document),
  ];
}

/** What contains what, or begins with what. */
type Graph = ReadonlyMap<Named, readonly Named[]>;

/** One report for each declaration on a circle. */
function circular(document: PromptDocument, graph: Graph): Problem[] {
  const next = withoutEnds(graph);
  return [...next.keys()].flatMap((start) => {
    const way = documentOf(document, start) === document ? wayBack(next, start) : undefined;
    return way
      ? [problem('circular', namePlace(start), start.name ?? '', way.map((step) => step.name).join(' → '))]
      : [];
  });
}

const containers: ReadonlySet<string> = new Set(['group', 'let', 'wildcard']);

/** Also of the files that the document reaches: a circle may lead through them. */
function contents(document: PromptDocument): Graph {
  const next = new Map<Named, Named[]>();
  for (const each of documentsOf(document).values()) {
    for (const { by, target } of [...usesIn(each), ...usesInWildcardFiles(each)])
      if (target && isNamed(by) && containers.has(by.keyword)) append(next, by, target);
  }
  return next;
}

/** Recipes whose images begin with those of other recipes. */
function beginnings(document: PromptDocument): Graph {
  const next = new Map<Named, readonly Named[]>();
  for (const home of documentsOf(document).values()) {
    for (const declaration of home.tree.declarations) {
      const sources = declaration.keyword === 'recipe' ? recipesBegunWith(home, declaration) : [];
      if (isNamed(declaration) && sources.length > 0) next.set(declaration, sources);
    }
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
  const users = new Map<Named, Named[]>();
  for (const [by, targets] of next) for (const target of targets) append(users, target, by);
  const open = new Map([...next].map(([by, targets]) => [by, targets.length]));
  const ends = [...users.keys()].filter((target) => !next.has(target));
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    for (const by of users.get(end) ?? []) {
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

/** The words of a class cannot be made of the words of the class, neither straight nor through a constant. */
function circularClasses(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) =>
    declaration.keyword === 'class'
      ? promptTextsOf(declaration).flatMap((text) => circularText(document, declaration, text))
      : [],
  );
}

function circularText(document: PromptDocument, { name = '' }: Class, text: Text): Problem[] {
  const read = interpolationsRead(document, promptOf(text).parts).filter((part) => isAboutClass(part.name));
  const own = placeOf(text);
  return read.map((part) => {
    const isOwn = part.file === own.file && own.start <= part.start && part.end <= own.end;
    return problem('circular', isOwn ? part : own, name, `\${${part.name}}`);
  });
}
