import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { Asked, labelOf, writeFile } from './language-features.ts';

const CLASSES = 'class shirt "shirt"\nclass dress "dress"\n';

describe('words that the editor offers and explains', () => {
  before(async () => {
    await writeFile('words/base.vlprompt', 'template portrait { "a portrait of a ${class}" }\n');
    await writeFile('words/tone.txt', 'warm\ncold\n');
  });

  it('completes settings and their values', async () => {
    const settings = await Asked.in('words/a.vlprompt', `${CLASSES}recipe r {\n  gui<|>\n}\n`);
    assert.ok((await settings.completions()).map(labelOf).includes('guidance'));
    const values = await Asked.in('words/a.vlprompt', `${CLASSES}recipe r {\n  scheduler: <|>\n}\n`);
    const offered = (await values.completions()).map(labelOf);
    for (const name of ['ddim', 'euler']) assert.ok(offered.includes(name), offered.join(' '));
  });

  it('completes interpolations in a prompt', async () => {
    const asked = await Asked.in('words/a.vlprompt', `${CLASSES}let mood = "calm"\nrecipe r { prompt: "a \${<|>}" }\n`);
    const offered = (await asked.completions()).map(labelOf);
    for (const name of ['class', 'mood']) assert.ok(offered.includes(name), offered.join(' '));
  });

  it('completes wildcards in a prompt, and closes them', async () => {
    const asked = await Asked.in(
      'words/a.vlprompt',
      'wildcard tone from "tone.txt"\nrecipe r { prompt: "a __to<|>" }\n',
    );
    const tone = await eventually(
      async () => (await asked.completions()).find((item) => labelOf(item) === 'tone'),
      (found) => found !== undefined,
    );
    const { insertText } = tone ?? {};
    assert.equal(typeof insertText === 'object' ? insertText.value : insertText, 'tone__');
  });

  it('completes a name of another file, and imports it', async () => {
    const asked = await Asked.in('words/a.vlprompt', `${CLASSES}recipe r { prompt: port<|> }\n`);
    const item = await eventually(
      async () => (await asked.completions()).find((each) => labelOf(each) === 'portrait'),
      (found) => found !== undefined,
    );
    const [edit] = item?.additionalTextEdits ?? [];
    assert.equal(edit?.newText, 'import { portrait } from "./base.vlprompt"\n\n');
    assert.deepEqual(edit?.range, new vscode.Range(0, 0, 0, 0));
  });

  it('explains a prompt by samples and by the tokens that its painter reads', async () => {
    const asked = await Asked.in(
      'words/a.vlprompt',
      'model painter = "starter/diffusion"\nrecipe r { model: painter prompt: "a {r<|>ed|blue} fox" }\n',
    );
    const says = await eventually(
      () => asked.hover(),
      (text) => text.includes('token'),
    );
    assert.match(says, /2 prompts, such as\n- a (red|blue) fox\n- a (red|blue) fox/);
    assert.match(says, /Painter: [3-9] tokens in 1 chunk of 75\./);
  });

  it('explains a name by its documentation', async () => {
    const asked = await Asked.in('words/a.vlprompt', '/// Worn on feet.\nclass shoe "shoe"\ngroup g = sh<|>oe\n');
    assert.match(await asked.hover(), /\*\*class\*\* `shoe`\n\nWorn on feet\./);
  });

  it('shows what a metric takes while it is typed', async () => {
    const asked = await Asked.in(
      'words/a.vlprompt',
      `${CLASSES}data d from "data/holdout"\nevaluate e {\n  on: d\n  expect confusion(<|>)\n}\n`,
    );
    const help = await asked.ask<vscode.SignatureHelp>('SignatureHelpProvider', asked.cursor, '(');
    const [signature] = help.signatures;
    assert.equal(signature?.label, 'confusion(true class -> judged class)');
    assert.equal(signature?.parameters.length, 2);
  });

  it('notes within the text what it comes to', async () => {
    const asked = await Asked.in(
      'words/a.vlprompt',
      'recipe r {\n  prompt: "a (d (e:1.2)) {b|c}"\n  expand: all\n}\n<|>',
    );
    const hints = await asked.ask<readonly vscode.InlayHint[]>('InlayHintProvider', asked.everything);
    const shown = hints.map(({ position, label }) => `${position.line} ${label}`);
    assert.deepEqual(shown.toSorted(), ['1 ×1.32', '2 2 combinations']);
  });

  it('colours what stands inside prompts', async () => {
    const asked = await Asked.in(
      'words/a.vlprompt',
      'let w = "x"\nrecipe r { prompt: "${w} {3::a|b} (c:1.3) \\{" }\n<|>',
    );
    const inString = await tokensIn(asked.document, 1);
    const kinds = ['interpolation', 'variable', 'variant', 'weight', 'attention', 'escape'];
    for (const kind of kinds) assert.ok(inString.includes(kind), `${kind} is not among ${inString.join(' ')}`);
  });

  it('leads from paths to their files', async () => {
    const asked = await Asked.in('words/a.vlprompt', 'import "./base.vlprompt"\nwildcard tone from "tone.txt"\n<|>');
    const links = await eventually(
      () => asked.ask<readonly vscode.DocumentLink[]>('LinkProvider'),
      (found) => found.length === 2,
    );
    assert.deepEqual(
      links.map(({ target }) => target?.path.split('/').slice(-2).join('/')),
      ['words/base.vlprompt', 'words/tone.txt'],
    );
  });
});

/** The kinds of the tokens of a line. */
async function tokensIn({ uri }: vscode.TextDocument, line: number): Promise<readonly string[]> {
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
    'vscode.provideDocumentSemanticTokensLegend',
    uri,
  );
  const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
    'vscode.provideDocumentSemanticTokens',
    uri,
  );
  let current = 0;
  const kinds: string[] = [];
  for (let index = 0; index < data.length; index += 5) {
    current += data[index] ?? 0;
    const kind = legend.tokenTypes[data[index + 3] ?? -1];
    if (current === line && kind !== undefined) kinds.push(kind);
  }
  return kinds;
}
