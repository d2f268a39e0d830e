import assert from 'node:assert/strict';
import type { Hover, InlayHint } from 'vscode-languageserver-protocol';
import type { TokenCounter } from '../../../src/language/host.ts';
import { startServer } from '../server-under-test.ts';
import { openWorkspace } from '../workspace-under-test.ts';

/** A tokenizer of words: ten a chunk, ten for a judge. */
const countWords: TokenCounter = async (_model, reader, texts) =>
  texts.map((text) => {
    const starts = [...text.matchAll(/\S+/g)].map((match) => match.index);
    const chunks = reader === 'painter' ? starts.filter((_, index) => index > 0 && index % 10 === 0) : [];
    return { count: starts.length, chunks, unreadFrom: reader === 'judge' ? starts[10] : undefined };
  });

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

describe('inlay hints', () => {
  /** The text with the hints in it, each in `⟨⟩`. */
  async function hinted(text: string, settings?: object): Promise<string> {
    const server = await startServer({}, () => countWords);
    if (settings)
      await server.client.sendNotification('workspace/didChangeConfiguration', { settings: { vlprompt: settings } });
    const { textDocument } = await server.open(text);
    const hints = await server.client.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument,
      range: everything,
    });
    await server.close();
    const lines = text.split('\n');
    for (const { position, label } of hints.toSorted((a, b) => b.position.character - a.position.character)) {
      const line = lines[position.line] ?? '';
      lines[position.line] = `${line.slice(0, position.character)}⟨${String(label)}⟩${line.slice(position.character)}`;
    }
    return lines.join('\n');
  }

  it('say what groups within groups weigh in the end', async () => {
    assert.equal(
      await hinted('recipe r { prompt: "a ((b)) (c:1.3) (d (e:1.2))" }'),
      'recipe r { prompt: "a ((b)⟨×1.21⟩) (c:1.3) (d (e:1.2)⟨×1.32⟩)" }',
    );
  });

  it('follow the dialect of the recipe', async () => {
    assert.equal(
      await hinted('recipe r { emphasis: comfy prompt: "(d (e:1.2))" }'),
      'recipe r { emphasis: comfy prompt: "(d (e:1.2))" }',
    );
    assert.equal(
      await hinted('recipe r { emphasis: none prompt: "((b))" }'),
      'recipe r { emphasis: none prompt: "((b))" }',
    );
  });

  it('stand where a painter begins a new chunk', async () => {
    assert.equal(
      await hinted('recipe r { prompt: "one two (three) four five six seven eight nine ten eleven twelve" }'),
      'recipe r { prompt: "one two (three) four five six seven eight nine ten ⟨75|⟩eleven twelve" }',
    );
    assert.equal(
      await hinted('recipe r { prompt: "one two three four five six BREAK seven eight nine ten eleven twelve" }'),
      'recipe r { prompt: "one two three four five six BREAK seven eight nine ten eleven twelve" }',
    );
  });

  it('count the combinations of `expand: all`', async () => {
    assert.equal(
      await hinted('recipe r { prompt: "{a|b} {c|d|e}" expand: all }'),
      'recipe r { prompt: "{a|b} {c|d|e}" expand: all⟨6 combinations⟩ }',
    );
  });

  it('are left out, each kind as the client says', async () => {
    const text = 'recipe r { prompt: "((a)) {b|c}" expand: all }';
    assert.equal(await hinted(text, { inlayHints: { weights: false } }), text.replace('all', 'all⟨2 combinations⟩'));
    assert.equal(await hinted(text, { inlayHints: { weights: false, combinations: false } }), text);
  });
});

describe('settings of inlay hints', () => {
  it('count at once, where the client can ask again', async () => {
    const server = await startServer({ capabilities: { workspace: { inlayHint: { refreshSupport: true } } } });
    const refreshed = new Promise<void>((resolve) =>
      server.client.onRequest('workspace/inlayHint/refresh', () => resolve()),
    );
    const settings = { vlprompt: { inlayHints: { weights: false } } };
    await server.client.sendNotification('workspace/didChangeConfiguration', { settings });
    await refreshed;
    await server.close();
  });
});

describe('what is shown of a text that stays as it is', () => {
  it('is asked for anew when a file changes that it builds on', async () => {
    const asksAnew = { refreshSupport: true };
    const open = await openWorkspace(
      {
        'user.vlprompt': 'import "base.vlprompt"\nrecipe r { prompt: photo expand: all }<|>\n',
        'base.vlprompt': 'template photo { "a {b|c} photo" }\n',
      },
      { params: { capabilities: { workspace: { inlayHint: asksAnew, semanticTokens: asksAnew } } } },
    );
    const refreshed = ['inlayHint', 'semanticTokens'].map(
      (feature) =>
        new Promise<void>((resolve) => open.client.onRequest(`workspace/${feature}/refresh`, () => resolve())),
    );
    await open.client.sendNotification('textDocument/didOpen', {
      textDocument: {
        uri: open.uriOf('base.vlprompt'),
        languageId: 'vlprompt',
        version: 1,
        text: 'template photo { "a {b|c|d} photo" }\n',
      },
    });
    await Promise.all(refreshed);
    const hints = await open.client.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument: open.textDocument,
      range: everything,
    });
    await open.close();
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['3 combinations'],
    );
  });
});

describe('hover over prompts', () => {
  async function hover(marked: string): Promise<string> {
    const server = await startServer({}, () => countWords);
    const { textDocument, position } = await server.open(marked);
    const found = await server.client.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
    await server.close();
    return found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : '';
  }

  it('counts what the painter reads', async () => {
    assert.equal(await hover('recipe r { prompt: "one <|>two" }'), 'Painter: 2 tokens in 1 chunk of 75.');
    assert.equal(
      await hover('recipe r { prompt: "one <|>two BREAK (three:1.2)" }'),
      'Painter: 3 tokens in 2 chunks of 75: 2 + 1.',
    );
  });

  it('counts what the judge reads, and says where it ends', async () => {
    const classes = 'class a "one two" class b "x" data d from "d"';
    const prompt = '${class} three four five six seven eight nine ten <|>eleven twelve';
    assert.match(
      await hover(`${classes} evaluate e { on: d prompt: "${prompt}" }`),
      /Judge: 12 tokens of at most 75; from “eleven twelve” on nothing is read\./,
    );
  });

  it('says what the brackets around it do', async () => {
    assert.match(
      await hover('recipe r { prompt: "a ((b<|>))" }'),
      /- `\(\(b\)\)` counts 1\.1 times, in all 1\.1 times\.\n- `\(b\)` counts 1\.1 times, in all 1\.21 times\./,
    );
    assert.match(await hover('recipe r { prompt: "[a:b<|>:0.5]" }'), /- `a` until 50% of the steps, then `b`\./);
    assert.match(await hover('recipe r { prompt: "[a|b<|>]" }'), /- Each step reads the next of `a`, `b`\./);
    assert.match(await hover('recipe r { prompt: "a BRE<|>AK b" }'), /new chunk of 75 tokens/);
  });

  it('tells how many prompts there are, with samples', async () => {
    assert.match(await hover('recipe r { prompt: "a {b|c} <|>{d|e}" }'), /^4 prompts, such as\n- a /);
  });
});
