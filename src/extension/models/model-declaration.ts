/** @file A `model` declaration for a prompt file that is being written. */
import path from 'node:path';
import { modelName } from '../../protocol/model-name.ts';
import type { InstalledModel } from '../../protocol/models.ts';

export interface Declaration {
  /** Before which line it goes; counted from 0. */
  readonly line: number;
  /** A snippet: its name waits to be changed. */
  readonly snippet: string;
}

const names: { readonly [R in NonNullable<InstalledModel['role']>]: string } = { painter: 'painter', judge: 'judge' };

/**
 * Behind the last `model` of a file, else behind what it begins with: comments, imports, wildcards.
 * @param text of the prompt file
 * @param written the model as that file names it
 */
export function declarationOf(role: InstalledModel['role'], written: string, text: string): Declaration {
  const lines = text.split(/\r\n|\r|\n/);
  const models = lines.map((line, index) => (/^model\s/.test(line) ? index + 1 : 0));
  const line = Math.max(...models) || behindHead(lines);
  const name = freeName(role === undefined ? 'own' : names[role], text);
  // A blank line before what is no model, as in the canonical form.
  const isCrowded = (lines[line] ?? '').trim() !== '' && !/^model\s/.test(lines[line] ?? '');
  const snippet = `model \${1:${name}} = "${written.replace(/[\\$}]/g, '\\$&')}"\n${isCrowded ? '\n' : ''}`;
  return { line, snippet };
}

/** How a prompt file names a model; folders are relative to it. @param file absolute path of the prompt file, if it has one */
export function writtenName(
  { spec, folder }: Pick<InstalledModel, 'spec' | 'folder'>,
  file: string | undefined,
): string {
  if (spec.kind !== 'folder') return modelName(spec);
  if (file === undefined || path.isAbsolute(spec.path)) return folder.replaceAll('\\', '/');
  const relative = path.relative(path.dirname(file), folder).replaceAll('\\', '/');
  return relative.startsWith('../') ? relative : `./${relative}`;
}

function behindHead(lines: readonly string[]): number {
  const first = lines.findIndex((line) => !/^(\s*$|\/\/|import\s|wildcard\s)/.test(line));
  const end = first < 0 ? lines.length - 1 : first;
  return Math.max(0, end);
}

function freeName(wanted: string, text: string): string {
  const taken = new Set([...text.matchAll(/^\s*\w+\s+([\w-]+)/gm)].map(([, name]) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  return name;
}
