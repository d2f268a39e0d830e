import assert from 'node:assert/strict';
import type { LibraryState } from '../../../src/extension/models/model-library.ts';
import { type ModelNode, modelTree } from '../../../src/extension/models/model-tree.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { DownloadProgress } from '../../../src/protocol/models.ts';
import { entry, judge, painter, unusable } from '../../protocol/sample-models.ts';

const nothing: LibraryState = { catalogue: [], isLooking: false, transfers: new Map(), damaged: new Map() };
const progress: DownloadProgress = { stage: 'downloading', bytes: 1, totalBytes: 2 };

/** `Installed` and below it, indented, what there is. */
function outline(nodes: readonly ModelNode[], indent = ''): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'group') return [`${indent}${node.label}`, ...outline(node.children, `${indent}  `)];
    if (node.kind === 'installed') return [`${indent}${node.model.folder.split('/').at(-1)}`];
    if (node.kind === 'coming') return [indent + node.name];
    return [indent + (node.kind === 'available' ? node.entry.title : `${node.icon}: ${node.text}`)];
  });
}

describe('the tree of models', () => {
  it('has those that are here by what they do, and those that are offered below', () => {
    const installed = [judge, { ...painter, folder: '/cache/painter' }, unusable];
    assert.deepEqual(outline(modelTree({ ...nothing, installed, catalogue: [entry] }, true)), [
      'Installed',
      '  Painters',
      '    painter',
      '  Judges',
      '    clip',
      '  Not Usable',
      '    odd',
      'Available',
      '  Offered',
    ]);
  });

  it('offers nothing that is here', () => {
    const here = { ...painter, spec: { kind: 'hub', repository: entry.repository, revision: 'x' } } as const;
    const tree = modelTree({ ...nothing, installed: [here], catalogue: [entry] }, true);
    assert.deepEqual(
      tree.map((node) => node.kind === 'group' && node.label),
      ['Installed'],
    );
  });

  it('is empty when there is nothing, so that the view welcomes', () => {
    assert.deepEqual(modelTree({ ...nothing, installed: [] }, true), []);
  });

  it('says that it looks, but not instead of what it knows', () => {
    assert.deepEqual(outline(modelTree({ ...nothing, isLooking: true }, true)), [
      'Installed',
      '  loading~spin: Looking for models …',
    ]);
    const known = { ...nothing, installed: [judge], isLooking: true };
    assert.deepEqual(outline(modelTree(known, true)), ['Installed', '  Judges', '    clip']);
  });

  it('says what went wrong in one sentence, and a click looks again', () => {
    const problem = new Failure('engine-not-started', 'There is no Node here.');
    const [installed] = modelTree({ ...nothing, problem }, true);
    assert.ok(installed?.kind === 'group');
    assert.deepEqual(installed.children, [
      { kind: 'notice', text: 'There is no Node here.', icon: 'warning', command: 'vlprompt.models.refresh' },
    ]);
  });

  it('shows what is offered to a workspace that is not trusted, and says what the rest takes', () => {
    const problem = new Failure('workspace-untrusted', 'Trust it.');
    assert.deepEqual(outline(modelTree({ ...nothing, problem, catalogue: [entry] }, false)), [
      'Installed',
      '  lock: Trust this workspace first',
      'Available',
      '  Offered',
    ]);
  });

  it('shows downloads of models that are known from nowhere', () => {
    const transfers = new Map([
      ['hf:owner/new', progress],
      ['starter/clip', progress],
    ]);
    const tree = modelTree({ ...nothing, installed: [judge], transfers }, true);
    assert.deepEqual(
      tree.map((node) => node.kind === 'group' && node.label),
      ['Installed', 'Downloading'],
    );
    assert.ok(tree[1]?.kind === 'group');
    assert.deepEqual(tree[1].children, [{ kind: 'coming', name: 'hf:owner/new', progress }]);
  });

  it('knows what is under way, and what is damaged', () => {
    const transfers = new Map([
      ['hf:owner/painter', progress],
      [`hf:${entry.repository}@${entry.revision}`, progress],
    ]);
    const damaged = new Map([['starter/clip', 2]]);
    const installed = [painter, judge];
    const tree = modelTree({ ...nothing, installed, catalogue: [entry], transfers, damaged }, true);
    const leaves = (nodes: readonly ModelNode[]): readonly ModelNode[] =>
      nodes.flatMap((node) => (node.kind === 'group' ? leaves(node.children) : [node]));
    assert.deepEqual(leaves(tree), [
      { kind: 'installed', model: painter, progress },
      { kind: 'installed', model: judge, damaged: 2 },
      { kind: 'available', entry, progress },
    ]);
  });
});
