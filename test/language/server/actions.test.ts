import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { TokenCounter } from '../../../src/language/host.ts';
import { openWorkspace } from '../workspace-under-test.ts';

/** A tokenizer of words, five a chunk. */
const countWords: TokenCounter = async (_model, _reader, texts) =>
  texts.map((text) => {
    const starts = [...text.matchAll(/\S+/g)].map((match) => match.index);
    return {
      count: starts.length,
      chunks: starts.filter((_, index) => index > 0 && index % 5 === 0),
      unreadFrom: undefined,
    };
  });

interface Case {
  readonly title: string;
  /** Of the action. */
  readonly action: RegExp;
  readonly before: string;
  /** Undefined where there is no such action. */
  readonly after: string | undefined;
  readonly kind?: string;
  readonly others?: Readonly<Record<string, string>>;
}

async function actionsOn({ before, others = {} }: Case, only?: string) {
  const workspace = await openWorkspace({ 'a.vlprompt': before, ...others }, { counting: () => countWords });
  const { client, textDocument, range, changed, close } = workspace;
  const context = { diagnostics: [], ...(only && { only: [only] }) };
  const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
  await close();
  return actions.map((action) => ({ ...action, text: changed(action.edit)['a.vlprompt'] }));
}

function suite(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const each of cases) {
      it(each.title, async () => {
        const actions = await actionsOn(each);
        const found = actions.find(({ title }) => each.action.test(title));
        assert.equal(found?.text, each.after, actions.map(({ title }) => title).join('\n'));
        if (found && each.kind) assert.equal(found.kind, each.kind);
      });
    }
  });
}

suite('fixes', [
  {
    title: 'change a name to what was meant',
    action: /Change to `photo`/,
    before: 'template photo { "x" }\nrecipe r { prompt: pho<|>tos }',
    after: 'template photo { "x" }\nrecipe r { prompt: photo }',
    kind: 'quickfix',
  },
  {
    title: 'change what a prompt reads to what can be read',
    action: /Change to `class`/,
    before: 'class a "x"\nrecipe r { prompt: "a ${ cl<|>as }" }',
    after: 'class a "x"\nrecipe r { prompt: "a ${ class }" }',
  },
  {
    title: 'change an attribute to one that classes have',
    action: /Change to `class.attribute.colour`/,
    before: 'class a "x" { attribute.colour: "red" }\nrecipe r { prompt: "a ${class.atribute.co<|>lor}" }',
    after: 'class a "x" { attribute.colour: "red" }\nrecipe r { prompt: "a ${class.attribute.colour}" }',
  },
  {
    title: 'import a name that another file declares',
    action: /Import `photo` from "\.\/lib\/b\.vlprompt"/,
    before: 'recipe r { prompt: pho<|>to }',
    after: 'import { photo } from "./lib/b.vlprompt"\n\nrecipe r { prompt: photo }',
    kind: 'quickfix',
    others: { 'lib/b.vlprompt': 'template photo { "x" }' },
  },
  {
    title: 'import no name of another kind',
    action: /^Import/,
    before: 'recipe r { prompt: "x" model: pho<|>to }',
    after: undefined,
    others: { 'b.vlprompt': 'template photo { "x" }' },
  },
  {
    title: 'all at once, without guesses',
    action: /Fix all/,
    before: '<|>template photo { "a } b" }\nrecipe r { prompt: photos negative: "}" }',
    after: 'template photo { "a \\} b" }\nrecipe r { prompt: photos negative: "\\}" }',
    kind: 'source.fixAll.vlprompt',
  },
]);

suite('extract', [
  {
    title: 'words to a constant',
    action: /`let dark_red`/,
    before: '/// What.\nrecipe r { prompt: "a ⟦dark red⟧ wall" }',
    after: 'let dark_red = "dark red"\n\n/// What.\nrecipe r { prompt: "a ${dark_red} wall" }',
    kind: 'refactor.extract',
  },
  {
    title: 'variants to a constant',
    action: /`let a`/,
    before: 'recipe r { prompt: "x ⟦{a|b}⟧" }',
    after: 'let a = "{a|b}"\n\nrecipe r { prompt: "x ${a}" }',
  },
  {
    title: 'a constant with a free name',
    action: /`let red_2`/,
    before: 'class red "x"\nrecipe r { prompt: "a {big|⟦red⟧} wall" }',
    after: 'class red "x"\nlet red_2 = "red"\n\nrecipe r { prompt: "a {big|${red_2}} wall" }',
  },
  {
    title: 'nothing that cuts through variants',
    action: /`let/,
    before: 'recipe r { prompt: "a ⟦b {c⟧|d}" }',
    after: undefined,
  },
  {
    title: 'nothing that cuts through an escape',
    action: /`let/,
    before: 'recipe r { prompt: "a \\⟦{b⟧" }',
    after: undefined,
  },
  { title: 'nothing outside of prompts', action: /`let/, before: 'recipe ⟦r⟧ { prompt: "a" }', after: undefined },
  {
    title: 'variants to a wildcard',
    action: /`wildcard red`/,
    before: 'recipe r { prompt: "a {3::re<|>d|dark {blue|green}} wall" }',
    after: 'wildcard red {\n  "3::red"\n  "dark {blue|green}"\n}\n\nrecipe r { prompt: "a __red__ wall" }',
    kind: 'refactor.extract',
  },
  {
    title: 'counted variants to a wildcard',
    action: /`wildcard red`/,
    before: 'recipe r { prompt: "{2$$ and $$red|bl<|>ue|green}" }',
    after: 'wildcard red {\n  "red"\n  "blue"\n  "green"\n}\n\nrecipe r { prompt: "{2$$ and $$__red__}" }',
  },
]);

suite('inline', [
  {
    title: 'a constant here',
    action: /Inline `\$\{w\}` here/,
    before: 'let w = "dark \\"x\\""\nrecipe r { prompt: "a ${w<|>} ${w}" }',
    after: 'let w = "dark \\"x\\""\nrecipe r { prompt: "a dark \\"x\\" ${w}" }',
    kind: 'refactor.inline',
  },
  {
    title: 'a constant among variants',
    action: /here/,
    before: 'let w = "a|b {c|d}"\nrecipe r { prompt: "{x|${w<|>}}" }',
    after: 'let w = "a|b {c|d}"\nrecipe r { prompt: "{x|a\\|b {c|d}}" }',
  },
  {
    title: 'a constant everywhere',
    action: /Inline all uses of `w`/,
    before: 'let w<|> = "red"\n\nrecipe r { prompt: "${w} { ${ w }|b}" }',
    after: 'recipe r { prompt: "red { red|b}" }',
  },
  {
    title: 'not a constant with variants that stands twice',
    action: /Inline all/,
    before: 'let w<|> = "{a|b}"\nrecipe r { prompt: "${w} ${w}" }',
    after: undefined,
  },
  {
    title: 'not a constant that a setting reads',
    action: /Inline all/,
    before: 'let w<|> = "x"\nrecipe r { prompt: w }',
    after: undefined,
  },
  {
    title: 'not a constant that another file reads',
    action: /Inline all/,
    before: 'let w<|> = "x"\nrecipe r { prompt: "${w}" }',
    after: undefined,
    others: { 'b.vlprompt': 'import "a.vlprompt"\nrecipe q { prompt: "${w}" }' },
  },
  {
    title: 'a wildcard',
    action: /Inline `__w__`/,
    before: 'wildcard w { "3::red" "blue|x" }\nrecipe r { prompt: "a __w<|>__" }',
    after: 'wildcard w { "3::red" "blue|x" }\nrecipe r { prompt: "a {3::red|blue\\|x}" }',
  },
  {
    title: 'a wildcard of a file into counted variants',
    action: /Inline `__w\/warm__`/,
    before: 'wildcard w from "w.yaml"\nrecipe r { prompt: "a {2$$__w/war<|>m__}" }',
    after: 'wildcard w from "w.yaml"\nrecipe r { prompt: "a {2$$red|pink}" }',
    others: { 'w.yaml': 'warm: [red, pink]\ncold: [blue]' },
  },
]);

suite('escape', [
  {
    title: 'variants',
    action: /Escape: let `\{…\}`/,
    before: 'recipe r { prompt: "a {b<|>|c}" }',
    after: 'recipe r { prompt: "a \\{b|c\\}" }',
  },
  {
    title: 'a wildcard',
    action: /Escape: let `__…__`/,
    before: 'recipe r { prompt: "a __w<|>__" }',
    after: 'recipe r { prompt: "a \\_\\_w\\_\\_" }',
  },
  {
    title: 'attention',
    action: /Escape: let `\(…\)`/,
    before: 'recipe r { prompt: "a (b<|>)" }',
    after: 'recipe r { prompt: "a \\(b\\)" }',
  },
  {
    title: 'what is selected',
    action: /^Escape: let these/,
    before: 'recipe r { prompt: "⟦a {b} \\( [c]⟧ (d)" }',
    after: 'recipe r { prompt: "a \\{b\\} \\( \\[c\\] (d)" }',
    kind: 'refactor.rewrite',
  },
  {
    title: 'and back',
    action: /^Unescape/,
    before: 'recipe r { prompt: "⟦\\(a\\) \\n \\\\⟧ \\{" }',
    after: 'recipe r { prompt: "(a) \\n \\\\ \\{" }',
  },
  { title: 'nothing without a meaning', action: /scape/, before: 'recipe r { prompt: "a b<|>" }', after: undefined },
]);

suite('sort', [
  {
    title: 'variants',
    action: /Sort variants/,
    before: 'recipe r { prompt: "{b|<|>3::a|c 10|c 9}" }',
    after: 'recipe r { prompt: "{3::a|b|c 9|c 10}" }',
  },
  {
    title: 'lines',
    action: /Sort lines/,
    before: 'wildcard w {\n  "b" // first\n  <|>"a"\n}',
    after: 'wildcard w {\n  "a" // first\n  "b"\n}',
  },
  {
    title: 'classes',
    action: /Sort classes/,
    before: 'class a "x" class b "y" group g<|> = b, a',
    after: 'class a "x" class b "y" group g = a, b',
  },
  { title: 'nothing that is sorted', action: /Sort/, before: 'wildcard w<|> { "a" "b" }', after: undefined },
  {
    title: 'without variants that stand twice',
    action: /Remove variants/,
    before: 'recipe r { prompt: "{a|b|<|>a}" }',
    after: 'recipe r { prompt: "{a|b}" }',
  },
  {
    title: 'without lines that stand twice',
    action: /Remove lines/,
    before: 'wildcard w {\n  "a"\n  "b"\n  <|>"a"\n}',
    after: 'wildcard w {\n  "a"\n  "b"\n}',
  },
  {
    title: 'without classes that stand twice',
    action: /Remove classes/,
    before: 'class a "x" class b "y" group g<|> = a, b, a',
    after: 'class a "x" class b "y" group g = a, b',
  },
]);

suite('statements', [
  {
    title: 'an evaluation that expects nothing',
    action: /Add `expect/,
    before: 'evaluate e<|> {\n  on: d\n}',
    after: 'evaluate e {\n  on: d\n  expect accuracy >= 80%\n}',
  },
  {
    title: 'on one line',
    action: /Add `expect/,
    before: 'evaluate e<|> { on: d }',
    after: 'evaluate e { on: d  expect accuracy >= 80% }',
  },
  {
    title: 'an evaluation that has one',
    action: /Add `expect/,
    before: 'evaluate e<|> { on: d check accuracy > 3% }',
    after: undefined,
  },
]);

suite('convert attention', [
  {
    title: 'from A1111 to ComfyUI',
    action: /^Convert attention of `r` to comfy$/,
    before: 'recipe r<|> {\n  prompt: "(a) ((b)) [c] (d (e:1.2)) {(f)|[g]} \\(h\\)"\n}',
    after: 'recipe r {\n  prompt: "(a) ((b)) (c:0.909) (d (e:1.32)) {(f)|(g:0.909)} \\(h\\)"\n  emphasis: comfy\n}',
  },
  {
    title: 'from ComfyUI to A1111',
    action: /^Convert attention of `r` to a1111$/,
    before: 'recipe r<|> { emphasis: comfy prompt: "(d (e:1.32)) [f]" }',
    after: 'recipe r { emphasis: a1111 prompt: "(d (e:1.2)) \\[f\\]" }',
  },
  {
    title: 'to none, where weights are dropped',
    action: /to none \(weights are dropped\)$/,
    before: 'recipe r<|> { emphasis: a1111 prompt: "((b)) (c:1.2)" }',
    after: 'recipe r { emphasis: none prompt: "b c" }',
  },
  {
    title: 'from none, where brackets are characters',
    action: /to a1111-nonorm$/,
    before: 'recipe r<|> { emphasis: none prompt: "(a) [b]" }',
    after: 'recipe r { emphasis: a1111-nonorm prompt: "\\(a\\) \\[b\\]" }',
  },
  {
    title: 'with the templates it reads, and the recipes that read them',
    action: /of `r`, `q` to comfy/,
    before: 'template t { "[a]" }\nrecipe r<|> { prompt: t }\nrecipe q { prompt: t }',
    after: 'template t { "(a:0.909)" }\nrecipe r { prompt: t emphasis: comfy }\nrecipe q { prompt: t emphasis: comfy }',
  },
  {
    title: 'saying what cannot be expressed',
    action: /to comfy \(left as they are: schedules, BREAK, alternations\)$/,
    before: 'recipe r<|> { emphasis: a1111 prompt: "[a:b:0.5] BREAK [c|d] (e:1.2)" }',
    after: 'recipe r { emphasis: comfy prompt: "[a:b:0.5] BREAK [c|d] (e:1.2)" }',
  },
]);

suite('split', [
  {
    title: 'where the next chunk begins',
    action: /Split at the token limit/,
    before: 'recipe r { prompt: "one two three four five <|>six" }',
    after: 'recipe r { prompt: "one two three four five BREAK six" }',
  },
  { title: 'not within one chunk', action: /Split/, before: 'recipe r { prompt: "one <|>two" }', after: undefined },
  {
    title: 'not in a dialect without the word',
    action: /Split/,
    before: 'recipe r { emphasis: comfy prompt: "one two three four five <|>six" }',
    after: undefined,
  },
]);

suite('imports', [
  {
    title: 'in order, joined, without what is not used',
    action: /Organise imports/,
    before:
      'import { z, b } from "z.vlprompt"\nimport "y.vlprompt"\nimport { a, c } from "z.vlprompt"<|>\nrecipe r { prompt: "${b} ${a}" }',
    after: 'import "y.vlprompt"\nimport { a, b } from "z.vlprompt"\nrecipe r { prompt: "${b} ${a}" }',
    kind: 'source.organizeImports',
  },
  {
    title: 'in order already',
    action: /Organise/,
    before: 'import "a.vlprompt"<|>\nimport "b.vlprompt"',
    after: undefined,
  },
]);

describe('kinds of actions', () => {
  it('are those that are asked for', async () => {
    const before = 'let w = "x"\nrecipe r { prompt: "a {b|<|>a}" }';
    const kinds = (await actionsOn({ title: '', action: /x/, before, after: '' }, 'refactor.rewrite')).map(
      ({ kind }) => kind,
    );
    assert.deepEqual([...new Set(kinds)], ['refactor.rewrite']);
  });
});

describe('a model that is not on this machine', () => {
  const text = 'model m = "hf:nobody/no-⟦such⟧-model@v2"\nrecipe r { prompt: "x" model: m }';

  async function actionsWith(commands: readonly string[], only?: string) {
    const params = { initializationOptions: { commands } };
    const { client, textDocument, range, close } = await openWorkspace({ 'a.vlprompt': text }, { params });
    const context = { diagnostics: [], ...(only && { only: [only] }) };
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
    await close();
    return actions.flatMap(({ title, command, diagnostics }) => (command ? [{ title, command, diagnostics }] : []));
  }

  it('is downloaded by a command of the client', async () => {
    const [action, ...more] = await actionsWith(['vlprompt.models.download']);
    assert.deepEqual(more, []);
    assert.equal(action?.title, 'Download nobody/no-such-model');
    assert.deepEqual(action?.command.arguments, ['hf:nobody/no-such-model@v2']);
    assert.equal(action?.diagnostics?.[0]?.code, 'undownloaded-model');
  });

  it('is only told of where the client has no such command, or wants other actions', async () => {
    assert.deepEqual(await actionsWith([]), []);
    assert.deepEqual(await actionsWith(['vlprompt.models.download'], 'refactor'), []);
  });
});
