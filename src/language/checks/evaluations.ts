/** @file Evaluations and their statements: what is judged must be something that can be told apart. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Evaluate, Judgement, Metric, Recipe } from '../generated/ast.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { promptLines, readsClass } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { boundOf, comparisonOf, thresholdOf } from '../plan/statement-plan.ts';
import { classesIn } from '../scope/classes.ts';
import { type MetricRange, type MetricRule, metrics, percentileOf } from '../settings/metrics.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { settingValues } from '../settings/values.ts';
import { keywordPlace, membersOf } from '../tree/declarations.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';

export function checkEvaluations(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'recipe') return noClasses(document, declaration, rowClasses(document, declaration));
    return declaration.keyword === 'evaluate' ? checkEvaluation(document, declaration) : [];
  });
}

function checkEvaluation(document: PromptDocument, evaluate: Evaluate): Problem[] {
  const classes = judgedClasses(document, evaluate);
  const judgements = membersOf(evaluate).filter((member) => member.$type === 'Judgement');
  return [
    ...noClasses(document, evaluate, classes),
    ...tooFew(evaluate, classes),
    ...checkLines(document, evaluate),
    ...checkSources(document, evaluate),
    ...judgements.flatMap((judgement) => checkJudgement(document, judgement, classes)),
  ];
}

/** Where there are classes, but the wrong ones are named, the names are what is wrong. */
function noClasses(document: PromptDocument, declaration: Recipe | Evaluate, classes: readonly unknown[]): Problem[] {
  if (classes.length > 0 || classesIn(document).length > 0) return [];
  return [problem('no-classes', keywordPlace(declaration), declaration.keyword)];
}

function tooFew(evaluate: Evaluate, [first, ...more]: readonly Class[]): Problem[] {
  return first?.name !== undefined && more.length === 0
    ? [problem('too-few-classes', keywordPlace(evaluate), first.name)]
    : [];
}

function checkLines(document: PromptDocument, evaluate: Evaluate): Problem[] {
  return promptLines(document, evaluate).flatMap((line) =>
    readsClass(document, line) ? [] : [problem('prompt-without-class', placeOf(line))],
  );
}

function checkSources(document: PromptDocument, evaluate: Evaluate): Problem[] {
  return settingValues(document, evaluate, 'on', 'names').flatMap((name) => {
    const recipe = document.names.get(name.name);
    if (recipe?.keyword !== 'recipe' || rowClasses(document, recipe).every((row) => row !== undefined)) return [];
    return [problem('recipe-without-class', placeOfProperty(name, 'name'), name.name)];
  });
}

function checkJudgement(document: PromptDocument, judgement: Judgement, classes: readonly Class[]): Problem[] {
  const { metric, kind } = judgement;
  const at = placeOf(judgement);
  if (metric === undefined)
    return [problem('missing-part', at, `\`${kind}\``, 'something to measure', `${kind} accuracy >= 80%`)];
  const rule = metrics[metric.name];
  if (rule === undefined) return [unknownMetric(metric)];
  const problems = [
    ...checkArguments(metric, rule),
    ...notJudged(document, metric, classes),
    ...checkComparison(document, judgement, rule),
  ];
  return rule.isLater && problems.length === 0
    ? [problem('unsupported', placeOfProperty(metric, 'name'), `The metric \`${metric.name}\``)]
    : problems;
}

function unknownMetric(metric: Metric): Problem {
  const at = placeOfProperty(metric, 'name');
  const known = Object.keys(metrics);
  const guessed = guess(metric.name, known);
  const found = problem(
    'unknown-metric',
    at,
    metric.name,
    guessClause(guessed),
    alternatives(known.map((name) => `\`${name}\``)),
  );
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

function checkArguments(metric: Metric, rule: MetricRule): Problem[] {
  const count = [metric.argument, metric.predicted].filter((part) => part !== undefined).length;
  const wanted = { plain: 0, one: 1, pair: 2, percentile: 1 }[rule.shape];
  const isPercentile = rule.shape !== 'percentile' || percentileOf(metric.argument ?? '') !== undefined;
  return count === wanted && isPercentile
    ? []
    : [problem('metric-arguments', placeOf(metric), metric.name, rule.example)];
}

function notJudged(document: PromptDocument, metric: Metric, classes: readonly Class[]): Problem[] {
  return (['argument', 'predicted'] as const).flatMap((part) => {
    const declaration = document.names.get(metric[part] ?? '');
    if (declaration?.keyword !== 'class' || classes.includes(declaration)) return [];
    return [problem('class-not-judged', placeOfProperty(metric, part), declaration.name ?? '')];
  });
}

function checkComparison(document: PromptDocument, judgement: Judgement, rule: MetricRule): Problem[] {
  const example = `${judgement.kind} ${rule.example} >= ${rule.range.unit === 'share' ? '80%' : '0.3'}`;
  const what = `\`${judgement.kind}\``;
  if (judgement.operator === undefined || judgement.value === undefined) {
    return [problem('missing-part', placeOf(judgement), what, 'a comparison with a value', example)];
  }
  if (comparisonOf(judgement) === undefined) {
    return [
      problem(
        'missing-part',
        placeOfProperty(judgement, 'operator'),
        what,
        'one of `>=`, `<=`, `>`, `<`, `=`',
        example,
      ),
    ];
  }
  return [...checkThreshold(document, judgement, rule.range), ...checkBound(judgement, example)];
}

function checkThreshold(document: PromptDocument, judgement: Judgement, range: MetricRange): Problem[] {
  const at = placeOfProperty(judgement, 'value');
  const written = document.text.slice(at.start, at.end);
  const threshold = thresholdOf(document, judgement);
  const needed = neededFor(range);
  const isPercent = range.unit === 'number' && written.endsWith('%');
  if (threshold === undefined || isPercent)
    return [problem('wrong-type', at, judgement.kind, needed, `\`${written}\``)];
  return range.least <= threshold && threshold <= range.most
    ? []
    : [problem('out-of-range', at, judgement.kind, needed, `\`${written}\``)];
}

function neededFor({ unit, least, most }: MetricRange): string {
  if (unit === 'share') return `a share from ${100 * least}% to ${100 * most}%`;
  return most === Number.MAX_VALUE ? `a number from ${least} on` : `a number from ${least} to ${most}`;
}

/** Only what follows `on` can have gone wrong here. */
function checkBound(judgement: Judgement, example: string): Problem[] {
  const isGood = judgement.bound === undefined || boundOf(judgement) !== 'value';
  if (isGood && (judgement.bound === undefined) === (judgement.unit === undefined)) return [];
  return [
    problem('missing-part', placeOf(judgement), '`on`', '`lower bound` or `upper bound`', `${example} on lower bound`),
  ];
}
