/** @file A curation of a file, with an engine that knows its images and their scores. */
import type { Condition, CuratePlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { modelsOf } from '../../../protocol/used-models.ts';
import { downloadMissing } from '../../download-models.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../../engine-session.ts';
import { chosen, openPromptFile, type PromptFile } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';
import { withProgress } from '../../with-progress.ts';
import { conditionOf } from './where-condition.ts';

export interface CurationOptions extends EngineChoices {
  readonly workspace?: string;
  readonly where?: string;
  readonly json?: boolean;
  readonly download?: boolean;
}

export interface CurationSession extends EngineSession {
  readonly promptFile: PromptFile;
  readonly question: { readonly curation: CuratePlan; readonly where?: Condition };
}

/**
 * Images are scored first where a rule or the condition asks for scores.
 * @throws Failure of the file and of models; UsageError when no one curation is named, or the condition has errors
 */
export async function withCuration<T>(
  file: string,
  name: string | undefined,
  options: CurationOptions,
  shell: Shell,
  use: (session: CurationSession) => Promise<T>,
): Promise<T> {
  const promptFile = await openPromptFile(file, options, shell);
  const curation = only(
    chosen(promptFile.plan.curations ?? [], name === undefined ? [] : [name], 'curate', promptFile),
  );
  const where = options.where === undefined ? undefined : await conditionOf(options.where, promptFile, curation);
  const conditions = [...curation.rules.map(({ condition }) => condition), ...(where ? [where] : [])];
  return withEngine(promptFile.workspace, options, shell, async (session) => {
    if (options.download) {
      await downloadMissing(modelsOf({ curations: [curation] }), promptFile.workspace, session.calls, shell);
    }
    if (conditions.some(asksForScores)) await scoreAll(curation, session, shell);
    return use({ ...session, promptFile, question: { curation, ...(where && { where }) } });
  });
}

function only(curations: readonly CuratePlan[]): CuratePlan {
  const [curation, ...more] = curations;
  if (curation !== undefined && more.length === 0) return curation;
  throw new UsageError(`The file has several curations; name one: ${curations.map(({ name }) => name).join(', ')}.`);
}

const scoreFields: ReadonlySet<string> = new Set(['score', 'margin', 'confidence', 'predicted']);

function asksForScores(condition: Condition): boolean {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.terms.some(asksForScores);
  return condition.kind === 'not' ? asksForScores(condition.term) : scoreFields.has(condition.field);
}

async function scoreAll({ from }: CuratePlan, { calls }: EngineSession, shell: Shell): Promise<void> {
  for (const source of from) {
    if (source.kind !== 'recipe') continue;
    const { recipe } = source;
    const shown = ({ done, total }: EvaluateProgress) => ({
      label: `Scoring ${recipe.name}`,
      unit: 'image',
      done,
      total,
    });
    await withProgress(shell, shown, (work) => calls.score({ recipe }, work));
  }
}
