/** @file Names: missing, taken twice, taken by the language, unknown, of the wrong kind. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { readableSettings } from '../scope/interpolation.ts';
import { readableAttributes } from '../scope/readable-attributes.ts';
import { ALL } from '../scope/spots.ts';
import { type NameUse, usesIn } from '../scope/uses.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { isNamed, keywordPlace, type Named, namePlace } from '../tree/declarations.ts';
import { whereIs } from './imports.ts';

const reserved: ReadonlySet<string> = new Set([ALL]);

export function checkNames(document: PromptDocument): Problem[] {
  return [
    ...document.tree.declarations.filter(isNamed).flatMap((declaration) => checkDeclared(document, declaration)),
    ...usesIn(document).flatMap((use) => checkUse(document, use)),
  ];
}

function checkDeclared(document: PromptDocument, declaration: Named): Problem[] {
  const { keyword, name } = declaration;
  if (name === undefined) return [problem('missing-name', keywordPlace(declaration), keyword)];
  const at = namePlace(declaration);
  if (reserved.has(name)) return [problem('reserved-name', at, name)];
  const first = document.declared.get(name);
  if (first === undefined || first === declaration) return [];
  return [problem('duplicate-name', at, name, whereIs(document, first))];
}

function checkUse(document: PromptDocument, use: NameUse): Problem[] {
  const { name, at, takes, target } = use;
  // What is wrong with a wildcard's pattern is said where its nested keys are known.
  if (takes.length === 0 || takes.includes('wildcard')) return [];
  const needed = alternatives(takes);
  if (target === undefined) return [unknownName(document, use, needed)];
  // A constant may stand wherever its value may; what it holds is the setting's own question.
  if (takes.includes(target.keyword) || target.keyword === 'let') return [];
  return [problem('wrong-kind', at, name, target.keyword, needed)];
}

function unknownName(document: PromptDocument, { name, at, takes }: NameUse, needed: string): Problem {
  const declared = [...document.names].filter(([, declaration]) => takes.includes(declaration.keyword));
  const candidates = declared.map(([candidate]) => candidate);
  const guessed = guess(name, isInterpolated(document, at.start) ? [...candidates, ...readable(document)] : candidates);
  const found = problem('unknown-name', at, name, needed, guessClause(guessed));
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

/** Whether the name stands behind `${`. */
function isInterpolated({ text }: PromptDocument, start: number): boolean {
  return /\$\{\s{0,9}$/.test(text.slice(Math.max(0, start - 11), start));
}

/** What a prompt reads beside constants. */
function readable(document: PromptDocument): readonly string[] {
  return ['class', ...readableAttributes(document), ...readableSettings];
}
