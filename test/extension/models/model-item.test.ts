import assert from 'node:assert/strict';
import { modelItem, progressText } from '../../../src/extension/models/model-item.ts';
import type { InstalledModel } from '../../../src/protocol/models.ts';
import { commit, entry, judge, painter, unusable } from '../../protocol/sample-models.ts';
import { manifest } from '../manifest.ts';

describe('a row of the model view', () => {
  it('says size, precision, provider and licence of a model that is here', () => {
    const { label, description, icon, accessibleName, isWarning } = modelItem({ kind: 'installed', model: judge });
    assert.deepEqual(
      [label, description, icon, isWarning],
      ['starter/clip', '7.4 MB · fp32 · cpu · MIT', 'eye', false],
    );
    assert.equal(accessibleName, 'starter/clip, judge, CLIP, 7.4 MB, fp32, cpu, MIT');
    const { description: words, icon: brush } = modelItem({ kind: 'installed', model: painter });
    assert.deepEqual([words, brush], ['13.9 GB · fp32, fp16 · webgpu · openrail++', 'symbol-color']);
  });

  it('warns of what cannot be used, and of what is damaged', () => {
    const broken = modelItem({ kind: 'installed', model: unusable });
    assert.deepEqual([broken.icon, broken.isWarning, broken.description], ['warning', true, '912 B']);
    assert.match(broken.accessibleName, /It has no `model_index\.json`/u);
    const damaged = modelItem({ kind: 'installed', model: judge, damaged: 2 });
    assert.deepEqual([damaged.icon, damaged.isWarning], ['warning', true]);
    assert.match(damaged.tooltip ?? '', /2 files missing or damaged: download it again/u);
  });

  it('shows how far a download is', () => {
    const progress = { stage: 'downloading', bytes: 430, totalBytes: 1000 } as const;
    const item = modelItem({ kind: 'available', entry, progress });
    assert.deepEqual([item.icon, item.description], ['loading~spin', '43% of 1.0 kB']);
    assert.equal(progressText({ ...progress, stage: 'verifying' }), 'Verifying 43% of 1.0 kB');
    assert.equal(progressText({ stage: 'resolving', bytes: 0, totalBytes: 0 }), 'Asking the hub …');
  });

  it('shows the download of a model that nobody has named before', () => {
    const progress = { stage: 'downloading', bytes: 5, totalBytes: 10 } as const;
    const { label, description, icon } = modelItem({ kind: 'coming', name: 'hf:owner/new', progress });
    assert.deepEqual([label, description, icon], ['owner/new', '50% of 10 B', 'loading~spin']);
  });

  it('says what a public model is for and how little of it there is', () => {
    const { label, description, tooltip, accessibleName } = modelItem({ kind: 'available', entry });
    assert.deepEqual([label, description], ['Offered', 'from 2.1 GB · Drawing, fast · CreativeML OpenRAIL-M']);
    assert.match(tooltip ?? '', /\[CreativeML OpenRAIL\\-M\]\(https:\/\/example\.com\/licence\)/u);
    assert.match(tooltip ?? '', /fp32 4\\\.3 GB, fp16 2\\\.1 GB/u);
    assert.match(accessibleName, /^Offered, Drawing, fast, to download: fp32 4\.3 GB, fp16 2\.1 GB, licence/u);
  });

  it('takes no Markdown, no link and no icon from names and sentences', () => {
    const hostile: InstalledModel = {
      ...judge,
      spec: { kind: 'folder', path: 'a](command:x) $(bug) **b**' },
      problem: '<img src=x> ![x](y)\n# z',
      licence: '`c`',
    };
    const { tooltip = '' } = modelItem({ kind: 'installed', model: hostile });
    const unescaped = tooltip.replace(/\\[\s\S]/gu, '').replace('$(warning)', '');
    assert.doesNotMatch(unescaped, /[`[\]<>#!$]|\*\*.*\*\*.*\*\*/u);
  });

  it('says the whole of a sentence that the view has no room for', () => {
    const node = { kind: 'notice', text: 'Not now', detail: 'It is *late*.', icon: 'lock' } as const;
    const { tooltip, accessibleName } = modelItem(node);
    assert.deepEqual([tooltip, accessibleName], ['It is \\*late\\*\\.', 'Not now: It is *late*.']);
  });

  it('shortens commits and long paths, not names', () => {
    const folder = { kind: 'folder', path: '/disk/models/mine' } as const;
    const elsewhere = modelItem({ kind: 'installed', model: { ...judge, spec: folder, place: 'folder' } });
    assert.equal(elsewhere.label, 'models/mine');
    assert.match(elsewhere.accessibleName, /^\/disk\/models\/mine, /u);
    const spec = { kind: 'hub', repository: 'owner/painter', revision: commit } as const;
    assert.equal(modelItem({ kind: 'installed', model: { ...painter, spec } }).label, 'owner/painter@d15189d7');
  });

  it('is asked for by menus under a context that there is', () => {
    const contexts = [
      ...(['starter', 'workspace', 'folder', 'hub'] as const).map((place) => ({ ...judge, place })),
    ].map((model) => modelItem({ kind: 'installed', model }).context);
    contexts.push(modelItem({ kind: 'available', entry }).context);
    contexts.push(modelItem({ kind: 'installed', model: painter, damaged: 1 }).context);
    const items = manifest.contributes.menus['view/item/context'] ?? [];
    for (const { command, when = '' } of items.filter((item) => item.when?.startsWith('view == vlprompt.models'))) {
      const [, equals, pattern] = /viewItem (?:== (\S+)|=~ \/(.+)\/)$/u.exec(when) ?? [];
      const fits = contexts.filter(
        (context) => context === equals || (pattern && new RegExp(pattern, 'u').test(context)),
      );
      assert.ok(fits.length > 0, `${command}: ${when}`);
    }
  });
});
