/** @file What a card and Croissant say of a set: words of the prompt file, and what was counted. Nothing is guessed. */
import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import type { Estimate } from '../../../protocol/evaluation.ts';
import type { AnnotationFacts, SetQuestion } from '../../../protocol/releases.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import type { Provenance, ResponsibleUse, SetDescription } from '../exports/export-set.ts';
import type { SetFacts } from './set-facts.ts';

export function descriptionOf(
  { curation, commit, day, policy }: SetQuestion,
  curated: CuratedSet,
  facts: SetFacts,
): SetDescription {
  const { about = {} } = curation;
  const reviewers = reviewersOf(curated);
  return {
    description: about.description ?? `${counted(curated.images.length, 'image')}, curated with VLPrompt.`,
    // Relative: the set is where its description is.
    url: about.url ?? './',
    creator: about.creator ?? (reviewers.length > 0 ? reviewers.join(', ') : 'unknown'),
    published: about.published ?? facts.decided ?? day,
    provenance: provenanceOf(curation, facts, reviewers, commit),
    responsible: responsibleOf(curation, curated, facts, policy ?? curation.policy),
    query: queryOf(curation),
    ...(commit !== undefined && { commit }),
  };
}

/** Those whose word an image is in for, in the order of letters. */
function reviewersOf({ images }: CuratedSet): readonly string[] {
  return [...new Set(images.flatMap(({ reviewers }) => reviewers))].sort();
}

function provenanceOf(
  { from, span }: CuratePlan,
  { models }: SetFacts,
  reviewers: readonly string[],
  commit: string | undefined,
): Provenance {
  const at = commit === undefined ? '' : `@${commit}`;
  const spans = [...from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.span] : [])), span];
  const data = from.flatMap((source) => (source.kind === 'data' ? [source.data] : []));
  return {
    models: models.map(({ use: _, ...model }) => model),
    recipes: [...new Set(spans.map(({ file, start }) => `${file}#${start.line + 1}${at}`))],
    reviewers,
    ...(data.length > 0 && {
      data: data.map(({ name, path, licence }) => ({ name, path, ...(licence !== undefined && { licence }) })),
    }),
  };
}

function responsibleOf(
  curation: CuratePlan,
  curated: CuratedSet,
  facts: SetFacts,
  policy: FoldPolicy | undefined,
): ResponsibleUse {
  const { biases, limitations, uses, privacy, maintenance } = curation.about ?? {};
  return {
    dataCollection: collectionText(curation, curated, facts),
    dataAnnotationProtocol: protocolText(curated, policy),
    dataAnnotationAnalysis: analysisText(facts),
    ...(biases !== undefined && { dataBiases: biases }),
    ...(limitations !== undefined && { dataLimitations: limitations }),
    ...(uses !== undefined && { dataUseCases: uses }),
    ...(privacy !== undefined && { personalSensitiveInformation: privacy }),
    ...(maintenance !== undefined && { dataReleaseMaintenancePlan: maintenance }),
  };
}

function collectionText({ from }: CuratePlan, { images, leftOut }: CuratedSet, { models }: SetFacts): string {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.name] : []));
  const data = from.flatMap((source) => (source.kind === 'data' ? [source.data.name] : []));
  const painters = models.filter(({ use }) => use === 'draws').map(({ name }) => name);
  const sources = [
    ...(recipes.length > 0
      ? [`drawn with ${[...new Set(painters)].join(', ')} from the recipes ${recipes.join(', ')}`]
      : []),
    ...(data.length > 0 ? [`taken from the data sets ${data.join(', ')}`] : []),
  ];
  const gone = leftOut.map((each) => `${each.because} ${each.images}`).join(', ');
  return `Images were ${sources.join(' and ')}; ${images.length} are in the set${gone === '' ? '' : `, others are not: ${gone}`}.`;
}

const policies: { readonly [K in FoldPolicy['kind']]: (policy: Extract<FoldPolicy, { kind: K }>) => string } = {
  'any-reject': () => 'one rejection is enough to leave an image out',
  majority: () => 'more than half decide',
  'n-of-m': ({ least }) => `${least} must keep an image`,
  adjudicator: ({ reviewer }) => `where reviewers differ, ${reviewer} decides`,
};

function protocolText({ images }: CuratedSet, policy: FoldPolicy = { kind: 'any-reject' }): string {
  const decided = images.filter(({ by }) => by === 'decision').length;
  const renamed = images.filter(({ drawnAs }) => drawnAs !== undefined).length;
  // The table pairs every kind with its own function; TypeScript cannot follow that through an index.
  const rule = policies[policy.kind](policy as never);
  const parts = [
    renamed === 0
      ? 'An image has the class that it was drawn as.'
      : `An image has the class that it was drawn as, but for ${counted(renamed, 'image')} of which reviewers named another one.`,
    ...(decided === 0
      ? ['Nobody reviewed them: rules chose all.']
      : [`Reviewers kept ${decided} of ${images.length}; the others passed the rules. Of several reviewers, ${rule}.`]),
  ];
  return parts.join(' ');
}

function analysisText({ agreement, reasons }: AnnotationFacts): string {
  const why = reasons.map(({ reason, images }) => `${reason} ${images}`).join(', ');
  return [...agreementTexts(agreement), ...(why === '' ? [] : [`Reasons of rejected images: ${why}.`])].join(' ');
}

function agreementTexts(agreement: AnnotationFacts['agreement']): readonly string[] {
  if (agreement === null) return ['No image was decided on by two reviewers, so nobody knows how far they agree.'];
  const { perClass, labels } = agreement;
  const classes = perClass.flatMap(({ class: name, kappa: { value } }) =>
    value === null ? [] : [`${name} ${value.toFixed(2)}`],
  );
  return [
    kappaText('what to keep', agreement),
    ...(classes.length === 0 ? [] : [`Of each class: ${classes.join(', ')}.`]),
    ...(labels === null ? [] : [kappaText('the class', labels)]),
  ];
}

function kappaText(what: string, { value, low, high, n }: Estimate): string {
  const of = `${counted(n, 'image')} of two reviewers or more`;
  if (value === null) return `On ${what} all were of one mind, on ${of}: kappa says nothing then.`;
  const ends = low === null || high === null ? '' : `, 95% interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
  return `Fleiss' kappa on ${what} is ${value.toFixed(2)}${ends}, on ${of}.`;
}

/** As in the prompt file. */
function queryOf({ rules, dedupe, balance, split }: CuratePlan): string {
  return [
    ...rules.map(({ text }) => text),
    ...(dedupe === undefined ? [] : [`dedupe: ${dedupe}`]),
    ...(balance === undefined ? [] : [`balance: ${balance} per class`]),
    ...(split === undefined
      ? []
      : [`split: ${split.map(({ name, share }) => `${name} ${percentText(share)}`).join(', ')}`]),
  ].join('; ');
}

function percentText(share: number): string {
  return `${Number((100 * share).toPrecision(6))}%`;
}
