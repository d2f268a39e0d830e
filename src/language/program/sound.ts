/** @file A program without what is broken in it: what plans are made of. */
import type { Problem } from '../diagnostics/problem.ts';
import { documentsOf, type ImportedFile, type PromptDocument } from '../document.ts';
import type { Declaration } from '../generated/ast.ts';
import { usesIn, usesInWildcardFiles } from '../scope/uses.ts';
import { placeOf } from '../tree/places.ts';

/** What was found in a file of the program, in its own text. */
export type ProblemsOf = (document: PromptDocument) => readonly Problem[];

/** The same program, in whose files what carries an error, and what uses such, has no name any more. */
export function soundProgram(document: PromptDocument, problemsOf: ProblemsOf): PromptDocument {
  const documents = [...documentsOf(document).values()];
  const broken = brokenDeclarations(documents, problemsOf);
  const imports = new Map(documents.map((each): [string, ImportedFile[]] => [each.file, []]));
  const whole = new Map(
    documents.map((each) => [each.file, withoutBroken(each, broken, imports.get(each.file) ?? [])]),
  );
  for (const each of documents)
    imports.get(each.file)?.push(...each.imports.map((imported) => linked(imported, whole)));
  return whole.get(document.file) ?? document;
}

function withoutBroken(
  document: PromptDocument,
  broken: ReadonlySet<Declaration>,
  imports: readonly ImportedFile[],
): PromptDocument {
  const names = new Map([...document.names].filter(([, declaration]) => !broken.has(declaration)));
  const declared = new Map([...document.declared].filter(([, declaration]) => !broken.has(declaration)));
  return { ...document, names, declared, imports };
}

function linked({ declaration, document }: ImportedFile, whole: ReadonlyMap<string, PromptDocument>): ImportedFile {
  return { declaration, document: whole.get(document.file) ?? document };
}

/** Those with errors, and those that use them, however far away. */
function brokenDeclarations(documents: readonly PromptDocument[], problemsOf: ProblemsOf): ReadonlySet<Declaration> {
  const broken = new Set(documents.flatMap((document) => withErrors(document, problemsOf(document))));
  const users = new Map<Declaration, Declaration[]>();
  for (const { by, target } of documents.flatMap((each) => [...usesIn(each), ...usesInWildcardFiles(each)])) {
    if (target && !users.get(target)?.push(by)) users.set(target, [by]);
  }
  for (const each of broken) for (const user of users.get(each) ?? []) if (user.keyword !== 'import') broken.add(user);
  return broken;
}

/** Both in the order of the text, so that one walk is enough. */
function withErrors({ tree }: PromptDocument, problems: readonly Problem[]): Declaration[] {
  const errors = problems
    .filter((found) => found.severity === 'error')
    .map((found) => found.at.start)
    .toSorted((a, b) => a - b);
  let next = 0;
  return tree.declarations.filter((declaration) => {
    const { start, end } = placeOf(declaration);
    while ((errors[next] ?? end) < start) next++;
    return (errors[next] ?? end) < end;
  });
}
