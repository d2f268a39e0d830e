/** @file A condition of the command line, read as `keep where` of the file itself: it knows the same classes and names. */
import type { Condition, CuratePlan } from '../../../language/plan/plan.ts';
import { createLanguageService } from '../../../language/service.ts';
import type { PromptFile } from '../../prompt-file.ts';
import { readPromptText } from '../../read-prompt-file.ts';
import { UsageError } from '../../usage-error.ts';

/** Behind all that the file may declare itself. */
const name = 'where_of_the_command_line';

/** @throws UsageError with what is wrong in it */
export async function conditionOf(
  written: string,
  { file, name: shown, workspace }: PromptFile,
  { from }: CuratePlan,
): Promise<Condition> {
  const noCondition = new UsageError(
    `--where: \`${written}\` is no condition; write one such as \`score >= 0.25 and class = shirt\`.`,
  );
  // Braces and comments could end it early, but for those in quotes.
  if (/[{}]|\/[/*]/.test(written.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''))) throw noCondition;
  const text = await readPromptText(file, shown);
  const [source] = from.map((each) => (each.kind === 'recipe' ? each.recipe.name : each.data.name));
  const line = text.split(/\r\n|[\r\n]/).length;
  const rule = `keep where ${written.replaceAll(/\s+/g, ' ').trim()}`;
  const added = `${text}\ncurate ${name} {\n${rule}\nfrom: ${source}\n}\n`;
  const { diagnostics, plan } = await createLanguageService().openText(added, file, workspace);
  const wrong = diagnostics.find(({ severity, span }) => severity === 'error' && span.start.line >= line);
  if (wrong) throw new UsageError(`--where: ${wrong.message}`);
  const [read, ...more] = plan?.curations?.find((each) => each.name === name)?.rules ?? [];
  if (read === undefined || more.length > 0) throw noCondition;
  return read.condition;
}
