import assert from 'node:assert/strict';
import { imageItems } from '../../src/extension/exchange/image-items.ts';
import { encoded, firstPicture, isPicture } from '../../src/extension/exchange/pictures.ts';
import type { RecipePlan } from '../../src/language/plan/plan.ts';
import { createLanguageService } from '../../src/language/service.ts';
import { Failure } from '../../src/protocol/failure.ts';

describe('pictures that are pasted or dropped', () => {
  it('are told by their endings', () => {
    for (const name of ['a.png', 'b.JPG', 'c.jpeg', '/d/e.WebP']) assert.ok(isPicture(name), name);
    for (const name of ['a.gif', 'png', 'a.png.txt', '']) assert.ok(!isPicture(name), name);
  });

  it('are the first of a list of addresses', () => {
    assert.equal(
      firstPicture('# files\r\nfile:///a.txt\r\nfile:///b%20c.png\r\nfile:///d.png\r\n'),
      'file:///b%20c.png',
    );
    assert.equal(firstPicture('vscode-remote://host/a.webp?x=1'), 'vscode-remote://host/a.webp?x=1');
    assert.equal(firstPicture('just words'), undefined);
  });

  it('travel as base64, and not when they are too large', () => {
    assert.equal(encoded(new Uint8Array([1, 2, 255]), 'a.png'), 'AQL/');
    const huge = { length: (128 << 20) + 1 } as Uint8Array;
    assert.throws(
      () => encoded(huge, 'a.png'),
      (error) => Failure.is(error, 'image-corrupt'),
    );
  });
});

describe('images to choose from', () => {
  it('are told apart by words, class, column and seed', async () => {
    const items = imageItems(
      await recipeIn(
        'class cat "cat"\nclass dog "dog"\nrecipe r {\n  prompt: "a ${class}"\n  images: 2\n  guidance: [1, 3]\n  seed: 5\n}\n',
      ),
    );
    assert.equal(items.length, 8);
    const [first, second] = items;
    assert.deepEqual([first?.label, first?.description], ['a cat', 'cat · guidance 1 · seed 5']);
    assert.equal(second?.description, 'cat · guidance 1 · seed 6');
    assert.deepEqual(items.at(-1)?.planned.settings.guidance, 3);
    assert.deepEqual(first?.planned.model, { kind: 'starter', name: 'diffusion' });
  });
});

async function recipeIn(text: string): Promise<RecipePlan> {
  const { plan } = await createLanguageService().openText(text, '/prompts/a.vlprompt', '/prompts');
  const recipe = plan?.recipes[0];
  assert.ok(recipe);
  return recipe;
}
