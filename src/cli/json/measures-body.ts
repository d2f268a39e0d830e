/** @file `vlprompt curate measure --json`. */
import { modelName } from '../../protocol/model-name.ts';
import type { SetMeasures } from '../../protocol/set-measures.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath } from './document.ts';

export function measuresBody(
  { judge, duplicates, holes, suspects, ...measures }: SetMeasures,
  { file, workspace }: Pick<PromptFile, 'file' | 'workspace'>,
) {
  const shown = (each: string) => documentPath(each, workspace);
  return {
    file: shown(file),
    workspace,
    judge: modelName(judge),
    ...measures,
    duplicates: duplicates.map(({ files, likeness }) => ({ files: files.map(shown), likeness })),
    holes: holes.map((hole) => ({ ...hole, file: shown(hole.file), files: hole.files.map(shown) })),
    suspects: suspects.map((pair) => ({ ...pair, drawn: shown(pair.drawn), real: shown(pair.real) })),
  };
}
