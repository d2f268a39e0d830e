import assert from 'node:assert/strict';
import { exportedSentence, formatChoices, progressMessage } from '../../../src/extension/curation/export-words.ts';
import { type CurationExported, exportFormatNames } from '../../../src/protocol/releases.ts';

describe('what is said of exports', () => {
  it('offers every format once', () => {
    assert.deepEqual(formatChoices.map(({ format }) => format).sort(), [...exportFormatNames].sort());
  });

  it('says how far it is', () => {
    assert.equal(progressMessage({ stage: 'curating', done: 0, total: 0 }), 'Curating');
    assert.equal(
      progressMessage({ stage: 'writing', of: 'Parquet', done: 3, total: 12 }),
      'Writing Parquet: 3 of 12 files',
    );
    assert.equal(
      progressMessage({ stage: 'drawing', of: 'preview', done: 0, total: 1 }),
      'Drawing preview: 0 of 1 image',
    );
  });

  it('says what was written, and what there is to know', () => {
    const one = { folder: '/o', images: 12, files: 3, bytes: 9, digest: '', wasThere: false };
    const exported: CurationExported = {
      name: 'train',
      version: '1.0.0',
      exports: [
        { format: 'csv', ...one },
        { format: 'coco', ...one, wasThere: true },
      ],
      notes: ['One was left out.'],
    };
    assert.equal(
      exportedSentence(exported),
      'train 1.0.0: 12 images as CSV, COCO are written and read back. One was left out.',
    );
    const there = exported.exports.map((each) => ({ ...each, wasThere: true }));
    assert.match(exportedSentence({ ...exported, exports: there, notes: [] }), /were there already, whole\.$/);
  });
});
