import assert from 'node:assert/strict';
import { reviewHandlers } from '../../../src/extension/review/review-handlers.ts';
import type { AskedAction } from '../../../src/protocol/webviews/review.ts';
import { ReviewUnderTest } from './review-under-test.ts';

const quiet = { signal: new AbortController().signal, report: () => {} };

describe('what the page of a review asks', () => {
  let review: ReviewUnderTest;
  let listener: ((asked: AskedAction) => void) | undefined;
  const told: unknown[] = [];

  const handlers = () =>
    reviewHandlers(
      review.session,
      {
        addressOf: (file) => `view:${file}`,
        telling: async (act) => {
          try {
            await act();
          } catch (error) {
            told.push(error);
          }
        },
        conditions: {
          read: async () => ({ kind: 'empty' }),
          complete: async () => ({ start: 9, field: 'prompt', items: [] }),
        },
        onDidAsk: (tell) => {
          listener = tell;
          return {
            dispose: () => {
              listener = undefined;
            },
          };
        },
        openImage: () => {},
        reveal: () => {},
        redraw: async () => false,
        run: () => {},
        setBlind: () => {},
      },
      new AbortController().signal,
    );

  beforeEach(async () => {
    review = await ReviewUnderTest.start();
    told.length = 0;
  });
  afterEach(() => review.session.dispose());

  it('is answered of the list that holds, with addresses in place of paths', async () => {
    const { images, standing, place, facets } = handlers();
    const { revision } = review.snapshot;
    const rows = await images({ revision, from: 4, count: 9 }, quiet);
    assert.deepEqual(
      rows?.map(({ place, number, url }) => [place, number, url]),
      [
        [4, 4, 'view:/atelier/.vlprompt/4.png'],
        [5, 5, 'view:/atelier/.vlprompt/5.png'],
      ],
    );
    assert.ok(rows?.every((row) => !('file' in row) && !('hash' in row)));
    assert.equal(await standing({ revision }, quiet), 'uuuuuu');
    assert.equal(await place({ revision, number: 3 }, quiet), 3);
    assert.equal((await facets({ revision }, quiet))?.length, 2);
  });

  it('is answered with nothing of another list', async () => {
    const { images, standing, place, facets, decide, count, explain } = handlers();
    const at = { revision: 77 };
    const change = { op: 'accept' } as const;
    const answers = [
      images({ ...at, from: 0, count: 9 }, quiet),
      standing(at, quiet),
      place({ ...at, number: 3 }, quiet),
      facets(at, quiet),
      decide({ ...at, places: [0], change }, quiet),
      count({ ...at, places: 'all', change }, quiet),
      explain({ ...at, place: 0 }, quiet),
    ];
    assert.deepEqual(new Set(await Promise.all(answers)), new Set([null]));
  });

  it('has the list made anew when the engine has forgotten it', async () => {
    const { images } = handlers();
    const { revision } = review.snapshot;
    review.engine.restart();
    assert.equal(await images({ revision, from: 0, count: 2 }, quiet), null);
    await review.listed(() => review.engine.listed.length === 2);
    assert.equal((await images({ revision: review.snapshot.revision, from: 0, count: 2 }, quiet))?.length, 2);
  });

  it('says in words why an image has no explanation, and names the real image by its address', async () => {
    const { explain, nearestReal } = handlers();
    const at = { revision: review.snapshot.revision, place: 0 };
    assert.deepEqual(await explain(at, quiet), { classes: [], notes: ['Nothing judges it.'] });
    assert.deepEqual(await nearestReal(at, quiet), {
      class: 'boot',
      likeness: 0.9,
      data: 'holdout',
      url: 'view:/atelier/data/1.png',
    });
  });

  it('is completed with values that images have', async () => {
    const { complete } = handlers();
    assert.deepEqual(await complete({ text: 'prompt ~ w', offset: 10 }, quiet), [
      { label: 'worn out', detail: '2 images', start: 9, insert: '"worn out"' },
    ]);
  });

  it('is what commands ask of it, for as long as it is there', async () => {
    const { watchActions } = handlers();
    const asked: AskedAction[] = [];
    const page = new AbortController();
    const watching = watchActions({}, { signal: page.signal, report: (action) => asked.push(action) });
    listener?.({ action: 'accept' });
    listener?.({ action: 'accept' });
    page.abort();
    assert.equal(await watching, null);
    assert.equal(listener, undefined);
    assert.equal(asked.length, 2);
  });
});
