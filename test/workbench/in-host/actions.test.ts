import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { Asked } from './language-features.ts';

interface Case {
  readonly title: string;
  readonly action: RegExp;
  readonly kind: string;
  readonly before: string;
  /** Words in the text; the cursor `<|>` when left out. */
  readonly selected?: string;
  readonly after: string;
}

/** So many words of one token each. */
const words = (count: number) => Array.from({ length: count }, () => 'a').join(' ');

const cases: readonly Case[] = [
  {
    title: 'changes a name to what was meant',
    action: /^Change to `photo`/,
    kind: 'quickfix',
    before: 'template photo { "x" }\nrecipe r { prompt: pho<|>tos }\n',
    after: 'template photo { "x" }\nrecipe r { prompt: photo }\n',
  },
  {
    title: 'extracts words to a constant',
    action: /`let dark_red`/,
    kind: 'refactor.extract',
    before: 'recipe r { prompt: "a dark red wall" }\n<|>',
    selected: 'dark red',
    after: 'let dark_red = "dark red"\n\nrecipe r { prompt: "a ${dark_red} wall" }\n',
  },
  {
    title: 'inlines a constant',
    action: /^Inline all uses/,
    kind: 'refactor.inline',
    before: 'let w<|> = "dark"\nrecipe r { prompt: "a ${w} ${w}" }\n',
    after: 'recipe r { prompt: "a dark dark" }\n',
  },
  {
    title: 'converts attention to another dialect',
    action: /to `?comfy/,
    kind: 'refactor.rewrite',
    before: 'recipe r {\n  prompt: "a ((red)) w<|>all"\n}\n',
    after: 'recipe r {\n  prompt: "a ((red)) wall"\n  emphasis: comfy\n}\n',
  },
  {
    title: 'splits a prompt at the limit of its painter',
    action: /^Split at the token limit/,
    kind: 'refactor.rewrite',
    before: `model painter = "starter/diffusion"\nrecipe r { model: painter prompt: "a<|>${words(80).slice(1)}" }\n`,
    after: `model painter = "starter/diffusion"\nrecipe r { model: painter prompt: "${words(75)} BREAK ${words(5)}" }\n`,
  },
  {
    title: 'fixes all that can be fixed beyond doubt',
    action: /^Fix all/,
    kind: 'source.fixAll',
    before: '<|>template photo { "a } b" }\nrecipe r { prompt: photo negative: "}" }\n',
    after: 'template photo { "a \\} b" }\nrecipe r { prompt: photo negative: "\\}" }\n',
  },
];

describe('what the light bulb does', () => {
  for (const { title, action, kind, before, selected, after } of cases) {
    it(title, async () => {
      const asked = await Asked.in('actions.vlprompt', before);
      const found = await eventually(
        async () => {
          const offered = await asked.actions(kind, selected);
          return offered.find((each) => action.test(each.title));
        },
        (each) => each !== undefined,
        20_000,
      );
      assert.ok(found?.edit);
      assert.ok(await vscode.workspace.applyEdit(found.edit));
      assert.equal(asked.document.getText(), after);
    });
  }
});

describe('formatting a part', () => {
  const options = { tabSize: 2, insertSpaces: true };

  it('of what is selected, and nothing else', async () => {
    const asked = await Asked.in('part.vlprompt', 'class   a "x"\nclass   b "y"\n<|>');
    const edits = await asked.ask<vscode.TextEdit[]>('FormatRangeProvider', new vscode.Range(1, 0, 1, 13), options);
    assert.equal(await applied(asked.document, edits), 'class   a "x"\nclass b "y"\n');
  });

  it('of what was just closed', async () => {
    const asked = await Asked.in('part.vlprompt', 'class   a "x"\nrecipe r {\nprompt: "x"\nsteps :2\n}<|>\n');
    const edits = await asked.ask<vscode.TextEdit[]>('FormatOnTypeProvider', asked.cursor, '}', options);
    assert.equal(await applied(asked.document, edits), 'class   a "x"\nrecipe r {\n  prompt: "x"\n  steps:  2\n}\n');
  });
});

async function applied(document: vscode.TextDocument, edits: vscode.TextEdit[]): Promise<string> {
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, edits);
  await vscode.workspace.applyEdit(change);
  return document.getText();
}
