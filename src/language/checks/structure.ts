/** @file What each kind of declaration must have, and what must not stand in it. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Data, Declaration, Group, Import, Let, Member, Model, Template } from '../generated/ast.ts';
import { linesOf } from '../plan/prompt-lines.ts';
import { groupMembers } from '../scope/classes.ts';
import { laterDeclarations } from '../settings/tables.ts';
import { isNamed, keywordPlace, membersOf, type Named, namePlace } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';

export function checkStructure(document: PromptDocument): Problem[] {
  const { declarations } = document.tree;
  if (declarations.length === 0 && document.syntax.length === 0) {
    return [problem('empty-file', { start: 0, end: document.text.length })];
  }
  return declarations.flatMap(checkDeclaration);
}

function checkDeclaration(declaration: Declaration): Problem[] {
  if (!isNamed(declaration)) return [later(declaration)];
  if (laterDeclarations.has(declaration.keyword)) return [later(declaration)];
  const own = required[declaration.keyword] as ((declaration: Named) => Problem[]) | undefined;
  return [...(own?.(declaration) ?? []), ...membersOf(declaration).flatMap((member) => misplaced(declaration, member))];
}

function later(declaration: Named | Import): Problem {
  return problem('unsupported', keywordPlace(declaration), `\`${declaration.keyword}\``);
}

const required: { readonly [K in Named['keyword']]?: (declaration: Extract<Named, { keyword: K }>) => Problem[] } = {
  model: checkModel,
  class: checkClass,
  group: checkGroup,
  template: checkTemplate,
  let: checkLet,
  data: checkData,
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

function checkGroup(group: Group): Problem[] {
  if (groupMembers(group.value).length > 0 || group.name === undefined) return [];
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

type Place = { readonly [K in Member['$type']]: readonly Named['keyword'][] };

/** Where each kind of member belongs. */
const belongs: Place = {
  Setting: ['model', 'class', 'data', 'recipe', 'evaluate'],
  Line: ['template'],
  Judgement: ['evaluate'],
  Filter: ['recipe'],
};

const spoken: {
  readonly [K in Member['$type']]: (member: Extract<Member, { $type: K }>) => [what: string, remedy: string];
} = {
  Setting: ({ key }) => [`The setting \`${key}\``, 'a template holds only lines in quotes'],
  Line: () => ['A line without a key', 'write `key: "…"`'],
  Judgement: ({ kind }) => [`\`${kind}\``, 'it belongs into an evaluation'],
  Filter: ({ kind }) => [`\`${kind} where\``, 'it belongs into a `curate`'],
};

function misplaced(declaration: Named, member: Member): Problem[] {
  if (!belongs[member.$type].includes(declaration.keyword)) {
    const [what, remedy] = spoken[member.$type](member as never);
    return [problem('misplaced', placeOf(member), what, declaration.keyword, remedy)];
  }
  return member.$type === 'Filter' ? [problem('unsupported', placeOf(member), `\`${member.kind} where\``)] : [];
}
