/** @file Names: missing, taken twice, taken by the language, unknown, of the wrong kind, unused. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { ALL, type NameUse, usesIn } from '../scope/uses.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { laterDeclarations } from '../settings/tables.ts';
import { type DeclarationKind, isNamed, keywordPlace, type Named, namePlace } from '../tree/declarations.ts';

const reserved: ReadonlySet<string> = new Set([ALL]);

export function checkNames(document: PromptDocument): Problem[] {
  const declared = document.tree.declarations.filter(isNamed);
  const uses = usesIn(document);
  return [
    ...declared.flatMap((declaration) => checkDeclared(document, declaration)),
    ...uses.flatMap((use) => checkUse(document, use)),
    ...unused(declared, uses),
  ];
}

function checkDeclared(document: PromptDocument, declaration: Named): Problem[] {
  const { keyword, name } = declaration;
  if (name === undefined) return [problem('missing-name', keywordPlace(declaration), keyword)];
  const at = namePlace(declaration);
  if (reserved.has(name)) return [problem('reserved-name', at, name)];
  const first = document.names.get(name);
  if (first === undefined || first === declaration) return [];
  const line = document.lines.positionAt(namePlace(first).start).line + 1;
  return [problem('duplicate-name', at, name, String(line))];
}

function checkUse(document: PromptDocument, use: NameUse): Problem[] {
  const { name, at, takes, target } = use;
  if (takes.length === 0) return [];
  const needed = alternatives(takes);
  if (target === undefined) return [unknownName(document, use, needed)];
  // A constant may stand wherever its value may; what it holds is the setting's own question.
  if (takes.includes(target.keyword) || target.keyword === 'let') return [];
  return [problem('wrong-kind', at, name, target.keyword, needed)];
}

function unknownName(document: PromptDocument, { name, at, takes }: NameUse, needed: string): Problem {
  const candidates = [...document.names.values()].filter((declaration) => takes.includes(declaration.keyword));
  const guessed = guess(
    name,
    candidates.flatMap((declaration) => declaration.name ?? []),
  );
  const found = problem('unknown-name', at, name, needed, guessClause(guessed));
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

/** Kinds that do nothing by themselves. */
const idle: ReadonlySet<DeclarationKind> = new Set(['model', 'group', 'template', 'let', 'data']);

function unused(declared: readonly Named[], uses: readonly NameUse[]): Problem[] {
  const used = new Set(uses.flatMap((use) => (use.target && use.target !== use.by ? [use.target] : [])));
  return declared
    .filter(
      (declaration) =>
        idle.has(declaration.keyword) && !used.has(declaration) && !laterDeclarations.has(declaration.keyword),
    )
    .flatMap((declaration) =>
      declaration.name === undefined
        ? []
        : [problem('unused', namePlace(declaration), declaration.keyword, declaration.name)],
    );
}
