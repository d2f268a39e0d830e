/** @file What names mean and what the marks inside prompts are, for colours that a regular expression cannot know. */
import { AstUtils } from 'langium';
import type { PromptDocument } from '../document.ts';
import { type Comparison, isComparison, isMetric, type Metric, type Setting } from '../generated/ast.ts';
import { usesIn } from '../scope/uses.ts';
import { metrics } from '../settings/metrics.ts';
import { settingRule } from '../settings/tables.ts';
import { isNamed, membersOf, type Named, namePlace, settingsOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';
import { atomsOf } from './atoms.ts';
import { promptTokens } from './prompt-tokens.ts';
import { typeOfName } from './semantic-legend.ts';
import { type SemanticToken, token } from './semantic-token.ts';

/** In the order of the text; none overlap. @param range leaves out what does not touch it. */
export function semanticTokens(document: PromptDocument, range?: Extent): SemanticToken[] {
  const wanted = ({ start, end }: Extent) => range === undefined || (start <= range.end && range.start <= end);
  const declarations = document.tree.declarations.filter(isNamed).filter((each) => wanted(placeOf(each)));
  const found = [
    ...declarations.flatMap(ofDeclaration),
    ...declarations.flatMap((declaration) => promptTokens(document, declaration)),
    ...ofUses(document),
  ];
  return withoutOverlaps(found.filter(wanted));
}

function ofDeclaration(declaration: Named): SemanticToken[] {
  const isConstant = declaration.keyword === 'let';
  const name =
    declaration.name === undefined
      ? []
      : [
          token(
            namePlace(declaration),
            typeOfName[declaration.keyword],
            'declaration',
            ...(isConstant ? ['readonly' as const] : []),
          ),
        ];
  const settings = settingsOf(declaration).flatMap((setting) => ofSetting(declaration, setting));
  return [...name, ...settings, ...statementsOf(declaration)];
}

function ofSetting(declaration: Named, setting: Setting): SemanticToken[] {
  const rule = settingRule(declaration.keyword, setting.key)?.value;
  const options = rule?.kind === 'choice' ? rule.options : {};
  const words = atomsOf(setting.value).filter((atom) => atom.$type === 'Name' && Object.hasOwn(options, atom.name));
  return [
    token(placeOfProperty(setting, 'key'), 'property'),
    ...words.map((word) => token(placeOf(word), 'enumMember', 'readonly')),
  ];
}

/** Metrics and the fields of conditions. */
function statementsOf(declaration: Named): SemanticToken[] {
  return membersOf(declaration)
    .filter((member) => member.$type === 'Judgement' || member.$type === 'Filter')
    .flatMap((member) => AstUtils.streamAllContents(member).toArray())
    .filter((node): node is Metric | Comparison => isMetric(node) || isComparison(node))
    .flatMap((node) => (isMetric(node) ? ofMetric(node) : ofField(node)));
}

function ofMetric(metric: Metric): SemanticToken[] {
  return Object.hasOwn(metrics, metric.name)
    ? [token(placeOfProperty(metric, 'name'), 'function', 'defaultLibrary')]
    : [];
}

function ofField(comparison: Comparison): SemanticToken[] {
  return comparison.field === undefined ? [] : [token(placeOfProperty(comparison, 'field'), 'property', 'readonly')];
}

function ofUses(document: PromptDocument): SemanticToken[] {
  return usesIn(document).flatMap(({ target, at, isMatched }) => {
    if (target === undefined || isMatched) return [];
    const isConstant = target.keyword === 'let';
    return [token(at, typeOfName[target.keyword], ...(isConstant ? ['readonly' as const] : []))];
  });
}

/** Of two at one place the one found last, which says more: a name used over a mark. */
function withoutOverlaps(tokens: readonly SemanticToken[]): SemanticToken[] {
  const kept: SemanticToken[] = [];
  for (const each of tokens.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    if (last && last.start === each.start) kept.pop();
    if (last === undefined || last.end <= each.start || last.start === each.start) kept.push(each);
  }
  return kept;
}
