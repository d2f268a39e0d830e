/** @file The document of `vlprompt compare`. */
import type { Comparison, PicturePair, PictureSide } from '../../protocol/comparison.ts';
import type { EngineInfo } from '../../protocol/engine.ts';
import type { ExitCode } from '../exit-code.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath, documentText } from './document.ts';

export function comparisonDocument(
  { file, workspace }: PromptFile,
  engine: EngineInfo,
  comparisons: readonly Comparison[],
  exitCode: ExitCode,
): string {
  return documentText('vlprompt.compare', {
    file: documentPath(file, workspace),
    workspace,
    engine,
    exitCode,
    comparisons: comparisons.map((comparison) => ({
      ...comparison,
      pictures: comparison.pictures.map(({ recipe, pairs }) => ({
        recipe,
        pairs: pairs.map((pair) => pairBody(pair, workspace)),
      })),
    })),
  });
}

function pairBody({ before, after, ...pair }: PicturePair, workspace: string) {
  return {
    ...pair,
    ...(before && { before: sideBody(before, workspace) }),
    ...(after && { after: sideBody(after, workspace) }),
  };
}

function sideBody({ file, ...side }: PictureSide, workspace: string) {
  return { ...side, ...(file !== undefined && { file: documentPath(file, workspace) }) };
}
