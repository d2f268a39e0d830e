/** @file Held-out images are judged on, and used for nothing else. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { documentOf, type PromptDocument } from '../document.ts';
import type { Data, Name } from '../generated/ast.ts';
import { DEFAULT_ROLE } from '../plan/data-plan.ts';
import { settingValues } from '../settings/values.ts';
import { placeOfProperty } from '../tree/places.ts';

/** @param use what is done with the images, after “must not be”. @param role that allows it. */
export function leaks(document: PromptDocument, names: readonly Name[], use: string, role: string): Problem[] {
  return names.flatMap((name) => {
    const data = documentOf(document, name).names.get(name.name);
    if (data?.keyword !== 'data' || roleOf(document, data) !== 'holdout') return [];
    return [problem('leak', placeOfProperty(name, 'name'), name.name, use, role)];
  });
}

function roleOf(document: PromptDocument, data: Data): string {
  return settingValues(document, data, 'role', 'choice')[0] ?? DEFAULT_ROLE;
}
