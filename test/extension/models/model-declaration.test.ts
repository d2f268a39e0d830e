import assert from 'node:assert/strict';
import { declarationOf, writtenName } from '../../../src/extension/models/model-declaration.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { judge, painter } from '../../protocol/sample-models.ts';

/** The text with the declaration in it, as the editor inserts its snippet. */
function inserted(text: string, role: 'painter' | 'judge' | undefined, written = 'hf:owner/painter'): string {
  const { line, snippet } = declarationOf(role, written, text);
  const plain = snippet.replace(/\$\{1:(\w+)\}/u, '$1').replace(/\\(.)/gu, '$1');
  const lines = text.split('\n');
  return [...lines.slice(0, line), plain.replace(/\n$/u, ''), ...lines.slice(line)].join('\n');
}

describe('a declaration of a model', () => {
  it('goes behind those that are there', () => {
    const text = 'model a = "starter/clip"\nmodel b = "starter/clip"\n\nclass x "x"\n';
    assert.equal(
      inserted(text, 'painter'),
      'model a = "starter/clip"\nmodel b = "starter/clip"\nmodel painter = "hf:owner/painter"\n\nclass x "x"\n',
    );
  });

  it('goes behind comments, imports and wildcards otherwise', () => {
    const text = '// Tools\nimport { x } from "./a.vlprompt"\nwildcard c from "c.txt"\n\nclass x "x"\n';
    assert.match(inserted(text, 'judge'), /c\.txt"\n\nmodel judge = "hf:owner\/painter"\n\nclass x/u);
    assert.equal(inserted('', 'painter'), 'model painter = "hf:owner/painter"\n');
  });

  it('takes a name that is free', () => {
    const text = 'model painter = "starter/diffusion"\nclass painter_2 "x"\n';
    assert.match(inserted(text, 'painter'), /\nmodel painter_3 = /u);
    assert.match(inserted(text, undefined), /\nmodel own = /u);
  });

  it('is one that the language reads', async () => {
    const text = inserted('class saw "saw"\n', 'painter', '/models/$odd}');
    const opened = await createLanguageService().openText(text, '/w/a.vlprompt', '/w');
    assert.deepEqual(
      opened.diagnostics.filter(({ severity, code }) => severity === 'error' && code === 'syntax'),
      [],
    );
  });
});

describe('how a prompt file names a model', () => {
  const inWorkspace = { spec: { kind: 'folder', path: 'models/mine' }, folder: '/w/models/mine' } as const;

  it('is as the engine does, where it is no folder', () => {
    assert.equal(writtenName(judge, '/w/a.vlprompt'), 'starter/clip');
    assert.equal(writtenName(painter, undefined), 'hf:owner/painter');
  });

  it('is seen from the file, where it is one of the workspace', () => {
    assert.equal(writtenName(inWorkspace, '/w/a.vlprompt'), './models/mine');
    assert.equal(writtenName(inWorkspace, '/w/prompts/a.vlprompt'), '../models/mine');
    assert.equal(writtenName(inWorkspace, '/w/models/a.vlprompt'), './mine');
  });

  it('is the whole path, where it is elsewhere or the file is nowhere yet', () => {
    const elsewhere = { spec: { kind: 'folder', path: '/models/mine' }, folder: '/models/mine' } as const;
    assert.equal(writtenName(elsewhere, '/w/a.vlprompt'), '/models/mine');
    assert.equal(writtenName(inWorkspace, undefined), '/w/models/mine');
  });
});
