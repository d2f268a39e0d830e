/** @file Fixes of diagnostics, one by one and all at once. */
import { checkText } from '../../checks/check.ts';
import type { Problem } from '../../diagnostics/problem.ts';
import type { TextChange } from '../../format/text-change.ts';
import { usesIn } from '../../scope/uses.ts';
import type { DeclarationKind } from '../../tree/declarations.ts';
import type { Extent } from '../../tree/extent.ts';
import { importChange } from '../add-import.ts';
import { relativePathTo } from '../relative-path.ts';
import type { Action, ActionContext } from './action.ts';

export interface FixAction extends Action {
  readonly problem: Problem;
  readonly isPreferred: boolean;
}

export function quickFixes(context: ActionContext): FixAction[] {
  const { start, end } = context.range;
  const here = checkText(context.document).filter(({ at }) => at.start <= end && start <= at.end);
  return here.flatMap((problem) => [...ownFix(problem), ...importFixes(context, problem)]);
}

function ownFix(problem: Problem): FixAction[] {
  const { fix } = problem;
  return fix ? [{ title: fix.title, kind: 'quickfix', changes: changesOf(fix), problem, isPreferred: true }] : [];
}

function changesOf(fix: NonNullable<Problem['fix']>): TextChange[] {
  return [{ at: fix.at, text: fix.text }, ...(fix.also ?? []).map(({ at, text }) => ({ at, text }))];
}

/** For a name that another file declares. */
function importFixes(context: ActionContext, problem: Problem): FixAction[] {
  if (!/^unknown-(name|wildcard)$/.test(problem.code)) return [];
  const { document, documents } = context;
  const use = usesIn(document).find(({ at, target }) => target === undefined && isWithin(at, problem.at));
  if (use === undefined) return [];
  return documents
    .filter((other) => other.file !== document.file && fits(use.takes, other.declared.get(use.name)?.keyword))
    .map(({ file }) => ({
      title: `Import \`${use.name}\` from "${relativePathTo(document.file, file)}"`,
      kind: 'quickfix',
      changes: [importChange(document, file, use.name)],
      problem,
      isPreferred: false,
    }));
}

function fits(takes: readonly DeclarationKind[], kind: DeclarationKind | undefined): boolean {
  return kind !== undefined && (takes.length === 0 || takes.includes(kind));
}

function isWithin(inner: Extent, outer: Extent): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whatever mends a mistake beyond doubt; what is unknown can only be guessed, and is left to the author. */
export function fixAll({ document }: ActionContext): Action[] {
  const changes: TextChange[] = [];
  for (const { code, fix } of checkText(document)) {
    if (fix === undefined || code.startsWith('unknown-')) continue;
    const wanted = changesOf(fix);
    const isFree = wanted.every(({ at }) =>
      changes.every((change) => at.end < change.at.start || change.at.end < at.start),
    );
    if (isFree) changes.push(...wanted);
  }
  return changes.length === 0
    ? []
    : [{ title: 'Fix all that can be fixed beyond doubt', kind: 'source.fixAll.vlprompt', changes }];
}
