/** @file Prompts as tests, as a person sees them: the Test Explorer, the numbers behind the lines, the images. */
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

const promptFile = `model judge = "starter/clip"

class shirt "shirt"
class coat "coat"
class tshirt "t-shirt"

data holdout from "data/holdout"

evaluate zeroshot {
  model: judge
  prompt: "a photo of a \${class}"
  on: holdout
  expect accuracy >= 1%
  expect recall(shirt) >= 99%
  check confusion(shirt -> tshirt) <= 1%
}
`;

describe('in the workbench, prompts as tests', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'tested.vlprompt': promptFile },
      open: 'tested.vlprompt',
      name: 'testing',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor.stop());

  const row = (text: string | RegExp) =>
    editor.page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();

  it('lists files, opened or not, and what they state', async () => {
    await editor.lens('▷ Evaluate').waitFor();
    await editor.page.locator('.activitybar a.action-label[aria-label^="Testing"]').click();
    await row('tested.vlprompt').waitFor();
    await row('fashion.vlprompt').waitFor();
  });

  it('judges a file, and says of each statement what was measured', async () => {
    await editor.page
      .locator('.view-line', { hasText: 'expect' })
      .first()
      .click({ position: { x: 60, y: 8 } });
    await editor.command('Test: Run Tests in Current File');
    await mark(/✓ \d+\.\d% \(n 180, /).waitFor();
    await mark(/\? \d+\.\d% \(n 60, /).waitFor();
    await editor.page.locator('.contentWidgets .content', { hasText: 'wanted >= 99%' }).first().waitFor();
  });

  it('shows failing images in the message, and opens one by a click', async () => {
    await editor.page
      .locator('.view-line', { hasText: 'expect' })
      .nth(1)
      .click({ position: { x: 60, y: 8 } });
    await editor.command('Test: Peek Output');
    const images = editor.page.locator('.test-output-peek-message-container img');
    await images.first().waitFor();
    await images.first().evaluate(async (element) => {
      if (!(element instanceof HTMLImageElement)) throw new Error(`${element.tagName} is no picture`);
      await element.decode();
    });
    await editor.picture('1-message');
    await images.first().click();
    await editor.page.locator('.tab.active', { hasText: '.png' }).waitFor();
    await editor.page.locator('.tab[data-resource-name="tested.vlprompt"]').click();
  });

  it('says of numbers that they are of before, once words have changed', async () => {
    await editor.goToEndOf('"a photo of a');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(', front view');
    await mark(/was \d+\.\d% \(n 180, /).waitFor();
    await editor.picture('3-stale');
  });

  it('is debugged by the images that speak against it, beside the matrix', async () => {
    await editor.page
      .locator('.view-line', { hasText: 'expect' })
      .first()
      .click({ position: { x: 60, y: 8 } });
    await editor.command('Test: Debug Tests in Current File');
    await editor.page.locator('.quick-input-list .monaco-list-row', { hasText: 'shirt taken for' }).first().waitFor();
    await editor.webview('vlprompt-matrix');
    await editor.picture('2-images');
    await editor.page.keyboard.press('Escape');
  });

  /** Text behind a line is drawn by a style sheet, and stands in no element. */
  function mark(text: RegExp) {
    return {
      waitFor: () =>
        editor.page.waitForFunction(
          (source) =>
            [...document.querySelectorAll('.view-line span')].some((span) =>
              new RegExp(source).test(getComputedStyle(span, '::after').content.replaceAll('\u00a0', ' ')),
            ),
          text.source,
        ),
    };
  }
});
