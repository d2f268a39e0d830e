/** @file What each kind of declaration must have, and what must not stand in it. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type {
  Benchmark,
  Class,
  Data,
  Filter,
  Group,
  Let,
  Member,
  Model,
  Template,
  Unfinished,
} from '../generated/ast.ts';
import { linesOf } from '../plan/prompt-lines.ts';
import { groupMembers } from '../scope/classes.ts';
import { usesIn } from '../scope/uses.ts';
import { laterDeclarations, settingRule, settingTables } from '../settings/tables.ts';
import { isNamed, keywordPlace, membersOf, type Named, namePlace } from '../tree/declarations.ts';
import { placeOf, placeOfProperty, writtenAs } from '../tree/places.ts';

const ZIP = 'zip';

export function checkStructure(document: PromptDocument): Problem[] {
  const { declarations } = document.tree;
  if (declarations.length === 0 && document.syntax.length === 0) {
    return [problem('empty-file', { start: 0, end: document.text.length })];
  }
  return declarations.flatMap((declaration) =>
    isNamed(declaration) ? [...checkDeclaration(document, declaration), ...notRunYet(declaration)] : [],
  );
}

function checkDeclaration(document: PromptDocument, declaration: Named): Problem[] {
  // The table is keyed by the very keyword it is read with.
  const own = required[declaration.keyword] as
    | ((declaration: Named, document: PromptDocument) => readonly Problem[])
    | undefined;
  const members = membersOf(declaration);
  return [...(own?.(declaration, document) ?? []), ...members.flatMap((member) => misplaced(declaration, member))];
}

function notRunYet(declaration: Named): Problem[] {
  const { keyword } = declaration;
  return laterDeclarations.has(keyword) ? [problem('not-run-yet', keywordPlace(declaration), keyword)] : [];
}

const required: {
  readonly [K in Named['keyword']]?: (
    declaration: Extract<Named, { keyword: K }>,
    document: PromptDocument,
  ) => readonly Problem[];
} = {
  model: checkModel,
  class: checkClass,
  group: checkGroup,
  template: checkTemplate,
  let: checkLet,
  data: checkData,
  benchmark: checkBenchmark,
};

function checkModel(model: Model): Problem[] {
  const { name = 'painter', spec } = model;
  return spec
    ? []
    : [
        problem(
          'missing-part',
          namePlace(model),
          'A model',
          'to say where it is found',
          `model ${name} = "starter/diffusion"`,
        ),
      ];
}

function checkClass(declaration: Class): Problem[] {
  if (declaration.caption || declaration.name === undefined) return [];
  return [problem('missing-caption', namePlace(declaration), declaration.name)];
}

/** A group may be filled by the classes that name it. */
function checkGroup(group: Group, document: PromptDocument): Problem[] {
  if (groupMembers(group.value).length > 0 || group.name === undefined) return [];
  const isNamedByClass = usesIn(document).some(({ target, by }) => target === group && by.keyword === 'class');
  if (isNamedByClass) return [];
  return [problem('empty-group', namePlace(group), group.name)];
}

function checkTemplate(template: Template): Problem[] {
  if (linesOf(template).length > 0 || template.name === undefined) return [];
  return [problem('empty-template', namePlace(template), template.name)];
}

function checkLet(constant: Let): Problem[] {
  const { name = 'name', value } = constant;
  return value
    ? []
    : [problem('missing-part', namePlace(constant), 'A constant', 'a value', `let ${name} = "a photo of a"`)];
}

function checkData(data: Data): Problem[] {
  const { name = 'holdout', path } = data;
  return path
    ? []
    : [problem('missing-part', namePlace(data), 'A data set', 'its folder', `data ${name} from "data/${name}"`)];
}

function checkBenchmark(benchmark: Benchmark): Problem[] {
  const { name = 'order', path } = benchmark;
  return path
    ? []
    : [
        problem(
          'missing-part',
          namePlace(benchmark),
          'A benchmark',
          'its place on disk',
          `benchmark ${name} from "data/${name}"`,
        ),
      ];
}

type Place = { readonly [K in Member['$type']]: readonly Named['keyword'][] };

/** Where each kind of member belongs. */
const belongs: Place = {
  Setting: ['model', 'class', 'data', 'recipe', 'evaluate', 'benchmark', 'learn', 'curate'],
  Line: ['template', 'wildcard'],
  Judgement: ['evaluate'],
  Filter: ['recipe', 'curate'],
  Zip: ['recipe'],
  Unfinished: [],
};

const spoken: {
  readonly [K in Member['$type']]: (
    member: Extract<Member, { $type: K }>,
    kind: Named['keyword'],
  ) => [what: string, remedy: string];
} = {
  Setting: ({ key }, kind) => [`The setting \`${key}\``, `a ${kind} holds only lines in quotes`],
  Line: () => ['A line without a key', 'write `key: "…"`'],
  Judgement: ({ kind }) => [`\`${kind}\``, 'it belongs into an evaluation'],
  Filter: ({ kind }) => [`\`${kind} where\``, `it belongs into a ${filters[kind]}`],
  Zip: () => ['`zip`', 'it belongs into a recipe'],
  Unfinished: ({ word }) => [`\`${word}\``, 'a line stands in quotes'],
};

const filters: { readonly [K in Filter['kind']]: Named['keyword'] } = {
  keep: 'curate',
  drop: 'curate',
  skip: 'recipe',
};

function misplaced(declaration: Named, member: Member): Problem[] {
  const { keyword } = declaration;
  if (member.$type === 'Unfinished' && belongs.Setting.includes(keyword)) return [halfTyped(declaration, member)];
  const isAtHome =
    belongs[member.$type].includes(keyword) && (member.$type !== 'Filter' || filters[member.kind] === keyword);
  if (isAtHome) return [];
  // The table is keyed by the very kind it is read with.
  const [what, remedy] = spoken[member.$type](member as never, keyword);
  return [problem('misplaced', placeOf(member), what, keyword, remedy)];
}

/** What may stand in a declaration beside settings. */
const statements: { readonly [K in Named['keyword']]?: readonly string[] } = {
  recipe: ['skip', ZIP],
  evaluate: ['expect', 'check'],
  curate: ['keep', 'drop'],
};

function halfTyped(declaration: Named, member: Unfinished): Problem {
  const { word } = member;
  const { keyword } = declaration;
  const at = placeOfProperty(member, 'word');
  if (word === ZIP && keyword === 'recipe')
    return problem('missing-part', at, '`zip`', 'its axes in parentheses', 'zip(guidance, steps)');
  if (settingRule(keyword, word)) return missingColon(member);
  const guessed = guess(word, [...Object.keys(settingTables[keyword] ?? {}), ...(statements[keyword] ?? [])]);
  const found = problem('unknown-setting', at, word, keyword, guessClause(guessed));
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

/** `steps 20` and `steps = 20` were meant as `steps: 20`. */
function missingColon(member: Unfinished): Problem {
  const at = placeOfProperty(member, 'word');
  const [, sign] = /^[A-Za-z_][\w-]*(\s*=)/.exec(writtenAs(member)) ?? [];
  const fix = {
    title: `Write \`${member.word}:\``,
    at: { start: at.end, end: at.end + (sign?.length ?? 0), file: at.file },
    text: ':',
  };
  return withFix(problem('missing-colon', at, member.word), fix);
}
