/** @file `vlprompt curate uplift --json`. */
import { upliftVerdict } from '../../protocol/texts/uplift-texts.ts';
import type { UpliftReport } from '../../protocol/uplift.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath } from './document.ts';

export function upliftBody(report: UpliftReport, { file, workspace }: Pick<PromptFile, 'file' | 'workspace'>) {
  const shown = (path: string) => documentPath(path, workspace);
  return {
    file: shown(file),
    workspace,
    verdict: upliftVerdict(report),
    ...report,
    leaks: report.leaks.map((leak) => ({ ...leak, file: shown(leak.file), other: shown(leak.other) })),
  };
}
