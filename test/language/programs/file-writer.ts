/** @file One prompt file as it is being written: its declarations so far, and what they have named. */
import type { Choices } from './choices.ts';
import { LINE, layOut } from './layout.ts';
import { joined, type Names, noNames } from './names.ts';
import type { PromptScope } from './prompt-writer.ts';

export class FileWriter {
  readonly choices: Choices;
  readonly path: string;
  /** Of all its names, so that files can be imported together. */
  readonly prefix: string;
  /** Whether every class has the attribute `colour`. */
  readonly hasAttribute: boolean;
  /** Files beside it that its wildcards are read from. */
  readonly besides: Record<string, string> = {};
  own: Names = noNames;
  private readonly imported: Names;
  private readonly declarations: string[][] = [];
  private readonly imports: readonly string[];

  constructor(
    choices: Choices,
    path: string,
    prefix: string,
    hasAttribute: boolean,
    imports: readonly string[],
    imported: Names,
  ) {
    this.choices = choices;
    this.path = path;
    this.prefix = prefix;
    this.hasAttribute = hasAttribute;
    this.imports = imports;
    this.imported = imported;
  }

  /** Its own names and those that came in. */
  get names(): Names {
    return joined([this.own, this.imported]);
  }

  /** @param kind what its name can be used for, if for anything. @param declared more than its name for wildcards. */
  declare(tokens: readonly string[], kind?: keyof Names, ...declared: readonly string[]): void {
    this.declarations.push([...this.documentation(), ...tokens]);
    if (kind !== undefined) this.own = { ...this.own, [kind]: [...this.own[kind], ...declared] };
  }

  /** Up to so many declarations of a kind. @param write gets their names. */
  upTo(most: number, name: string, write: (name: string) => void): void {
    for (const each of this.choices.several(0, most, (index) => `${this.prefix}${name}${index}`)) write(each);
  }

  scope(isForPainter: boolean, ...interpolations: readonly string[]): PromptScope {
    const { texts, paintedTexts, wildcards } = this.names;
    const constants = isForPainter ? [...texts, ...paintedTexts] : texts;
    return { interpolations: [...interpolations, ...constants], wildcards, isForPainter };
  }

  /** Declarations stand in any order. */
  text(): string {
    return layOut(this.choices, [...this.imports, ...this.choices.shuffled(this.declarations).flat()]);
  }

  private documentation(): string[] {
    if (!this.choices.isLucky(20)) return [];
    return this.choices.pick([['/// What it is.'], ['/// Two', '/// lines: `code` {a|b'], ['// a note'], [LINE]]);
  }
}
