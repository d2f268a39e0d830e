/** @file `curate` and `learn`: conditions, shares, and held-out images that must not be learned from. */
import { checkCondition } from '../conditions/check.ts';
import { imageFields } from '../conditions/fields.ts';
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Curate, Learn } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { membersOf, settingOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { leaks } from './leaks.ts';

export function checkCuration(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'learn') return leaksOf(document, declaration);
    return declaration.keyword === 'curate' ? checkCurate(document, declaration) : [];
  });
}

function checkCurate(document: PromptDocument, curate: Curate): Problem[] {
  const filters = membersOf(curate)
    .filter((member) => member.$type === 'Filter')
    .filter(({ kind }) => kind !== 'skip');
  return [
    ...filters.flatMap((filter) => checkCondition(document, filter, imageFields)),
    ...checkSplit(document, curate),
    ...checkPolicy(document, curate),
    ...leaks(document, settingValues(document, curate, 'from', 'names'), 'selected by', 'pool'),
  ];
}

function checkSplit(document: PromptDocument, curate: Curate): Problem[] {
  const shares = settingValues(document, curate, 'split', 'share');
  const setting = settingOf(curate, 'split');
  if (setting === undefined) return [];
  const names = shares.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) return [problem('repeated-value', placeOf(setting), 'split', repeated)];
  const sum = shares.reduce((total, { share }) => total + share, 0);
  return sum > 1 + 1e-9 ? [problem('split-sum', placeOf(setting), `${Number((100 * sum).toPrecision(6))}%`)] : [];
}

/** That names as many as are asked, where both are said. */
function checkPolicy(document: PromptDocument, curate: Curate): Problem[] {
  const [policy] = settingValues(document, curate, 'policy', 'policy');
  const setting = settingOf(curate, 'policy');
  const named = new Set(settingValues(document, curate, 'reviewers', 'words')).size;
  if (setting === undefined || policy?.kind !== 'n-of-m' || named === 0 || policy.of === named) return [];
  const needed = `a number of the ${named} that \`reviewers\` names, such as \`${Math.min(policy.least, named)} of ${named}\``;
  return [problem('out-of-range', placeOf(setting), 'policy', needed, `\`${policy.least} of ${policy.of}\``)];
}

function leaksOf(document: PromptDocument, learn: Learn): Problem[] {
  const shots = settingValues(document, learn, 'shots', 'shots');
  return leaks(
    document,
    shots.map(({ from }) => from),
    'learned from',
    'shots',
  );
}
