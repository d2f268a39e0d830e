/** @file Settings: unknown, twice, missing, and whatever their values should not be. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Setting } from '../generated/ast.ts';
import { effectiveSetting } from '../settings/inherited.ts';
import { settingRule, settingTables } from '../settings/tables.ts';
import { readByRule } from '../settings/values.ts';
import { isNamed, keywordPlace, membersOf, type Named, settingsOf } from '../tree/declarations.ts';
import { placeOfProperty } from '../tree/places.ts';

export function checkSettings(document: PromptDocument): Problem[] {
  return document.tree.declarations
    .filter(isNamed)
    .flatMap((declaration) => [...present(document, declaration), ...missing(document, declaration)]);
}

function present(document: PromptDocument, declaration: Named): Problem[] {
  const seen = new Set<string>();
  return settingsOf(declaration).flatMap((setting) => {
    const isSecond = seen.has(setting.key);
    seen.add(setting.key);
    return checkSetting(document, declaration, setting, isSecond);
  });
}

function checkSetting(
  document: PromptDocument,
  declaration: Named,
  setting: Setting,
  isSecond: boolean,
): readonly Problem[] {
  const rule = settingRule(declaration.keyword, setting.key);
  if (settingTables[declaration.keyword] === undefined) return [];
  if (rule === undefined) return [unknown(declaration, setting)];
  if (isSecond) return [problem('duplicate-setting', placeOfProperty(setting, 'key'), setting.key)];
  const problems = readByRule(document, declaration, setting)?.problems ?? [];
  // A value that is wrong is told first: it would be wrong in any version.
  return rule.isLater && problems.length === 0
    ? [problem('unsupported', placeOfProperty(setting, 'key'), `\`${setting.key}\``)]
    : problems;
}

function unknown(declaration: Named, setting: Setting): Problem {
  const at = placeOfProperty(setting, 'key');
  const guessed = meantBy(setting.key, Object.keys(settingTables[declaration.keyword] ?? {}));
  const found = problem('unknown-setting', at, setting.key, declaration.keyword, guessClause(guessed));
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

function meantBy(key: string, known: readonly string[]): string | undefined {
  const native = Object.hasOwn(foreignKeys, key.toLowerCase()) ? foreignKeys[key.toLowerCase()] : undefined;
  return native !== undefined && known.includes(native) ? native : guess(key, known);
}

/** What other tools call these settings. */
const foreignKeys: Readonly<Record<string, string>> = {
  sampler: 'scheduler',
  sampler_name: 'scheduler',
  cfg: 'guidance',
  cfg_scale: 'guidance',
  guidance_scale: 'guidance',
  guidance_rescale: 'rescale',
  cfg_rescale: 'rescale',
  width: 'size',
  height: 'size',
  resolution: 'size',
  negative_prompt: 'negative',
  n: 'images',
  count: 'images',
  batch_size: 'images',
  n_iter: 'images',
  num_inference_steps: 'steps',
  denoising_strength: 'strength',
  denoise: 'strength',
  image: 'init',
  init_image: 'init',
  mask_image: 'mask',
  rng: 'noise',
  generator: 'noise',
  checkpoint: 'model',
  dtype: 'precision',
  torch_dtype: 'precision',
  device: 'provider',
  embedding: 'adapter',
  embeddings: 'adapter',
  lora: 'adapter',
  labels: 'classes',
  dataset: 'on',
  data: 'on',
  template: 'prompt',
};

const examples: Readonly<Record<string, string>> = {
  prompt: 'prompt: "a photo of a ${class}"',
  on: 'on: holdout',
  format: 'format: pairs',
  method: 'method: probe',
  shots: 'shots: few 16 per class',
  from: 'from: preview',
};

/** Half-typed settings are there, and have their own problem. */
function missing(document: PromptDocument, declaration: Named): Problem[] {
  const absent = requiredKeys(declaration.keyword).filter((key) => !effectiveSetting(document, declaration, key));
  if (absent.length === 0) return [];
  const halfTyped = membersOf(declaration).flatMap((member) => (member.$type === 'Unfinished' ? [member.word] : []));
  return absent
    .filter((key) => !halfTyped.includes(key))
    .map((key) =>
      problem('missing-setting', keywordPlace(declaration), declaration.keyword, key, examples[key] ?? `${key}: …`),
    );
}

const required = new Map(
  Object.entries(settingTables).map(([keyword, table]) => [
    keyword,
    Object.entries(table ?? {}).flatMap(([key, rule]) => (rule.isRequired ? [key] : [])),
  ]),
);

function requiredKeys(keyword: Named['keyword']): readonly string[] {
  return required.get(keyword) ?? [];
}
