/** @file Prompt files of any length, all alike and all without errors. */

/** Lines of one block, its blank line included. */
const LINES = 25;

/** @param lines at least; the text has as many whole blocks as that takes, and one comment at its end. */
export function promptFile(lines: number): string {
  const blocks = Array.from({ length: Math.ceil(lines / LINES) }, (_, index) => block(`b${index}`));
  return `${blocks.join('\n')}\n// end\n`;
}

/** A workspace whose files each take the words of the one before. */
export function workspaceFiles(count: number): ReadonlyMap<string, string> {
  const files = Array.from({ length: count }, (_, index): [string, string] => {
    const head = index === 0 ? '' : `import { ${groupOf(`f${index - 1}`)} } from "./f${index - 1}.vlprompt"\n\n`;
    return [`f${index}.vlprompt`, `${head}${block(`f${index}`)}\n${promptFile(75)}`];
  });
  return new Map(files);
}

export function groupOf(name: string): string {
  return `${name}_group`;
}

function block(name: string): string {
  return `/// Two things of block ${name}.
class ${name}_first "first ${name}" {
  also: "${name} of the first kind"
  attribute.colour: "red"
}
class ${name}_second "second ${name}" { attribute.colour: "blue" }
group ${groupOf(name)} = ${name}_first, ${name}_second
let ${name}_ground = "{plain|white|2::grey} background"
template ${name}_lines {
  "a photo of a \${class}, \${${name}_ground}"
  "a {small|large} \${class.attribute.colour} \${class}"
  "a product photo of a \${class}, {2$$matte|shiny|worn}"
}
recipe ${name}_preview {
  classes:  ${groupOf(name)}
  prompt:   ${name}_lines
  images:   2
  guidance: [1, 3]
}
evaluate ${name}_test {
  classes: ${groupOf(name)}
  prompt:  ${name}_lines
  on:      ${name}_preview
  expect accuracy >= 80%
}`;
}
