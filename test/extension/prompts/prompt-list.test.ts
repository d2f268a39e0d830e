import assert from 'node:assert/strict';
import { promptList } from '../../../src/extension/prompts/prompt-list.ts';
import { createLanguageService } from '../../../src/language/service.ts';

const text = `class saw "saw"
class tongs "pair
of tongs"
recipe preview {
  prompt:   "a \${class}"
  negative: "blurry"
  images:   3
}
evaluate test {
  on: preview
}
`;

async function listOf(name: string): Promise<string> {
  const spoken = text.replace('"pair\nof tongs"', '"""pair\nof tongs"""');
  const { plan } = await createLanguageService().openText(spoken, '/w/tools.vlprompt', '/w');
  assert.ok(plan);
  return promptList(plan, name);
}

describe('the list of prompts', () => {
  it('has every prompt of a recipe once a class, on one line, with what it must not show', async () => {
    assert.equal(
      await listOf('preview'),
      '# recipe preview: 2 prompts\n\n# saw\na saw\n# not: blurry\n\n# tongs\na pair ⏎ of tongs\n# not: blurry\n',
    );
  });

  it('has what a judge reads', async () => {
    assert.equal(
      await listOf('test'),
      '# evaluate test: 2 prompts\n\n# saw\na photo of a saw\n\n# tongs\na photo of a pair ⏎ of tongs\n',
    );
  });

  it('says what is not there', async () => {
    assert.match(await listOf('elsewhere'), /^# Nothing is drawn or judged under the name elsewhere/u);
  });
});
