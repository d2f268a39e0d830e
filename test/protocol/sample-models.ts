/** @file Models as an engine tells of them, and as the catalogue does. */
import type { CatalogueEntry } from '../../src/protocol/catalogue.ts';
import type { DownloadPlan, InstalledModel } from '../../src/protocol/models.ts';

export const commit = 'd15189d7028b43f1d3e65039190477f6af591c2a';

export const judge: InstalledModel = {
  spec: { kind: 'starter', name: 'clip' },
  place: 'starter',
  folder: '/product/models/starter/clip',
  role: 'judge',
  family: 'CLIP',
  precisions: ['fp32'],
  bytes: 7_412_345,
  provider: 'cpu',
  licence: 'MIT',
};

export const painter: InstalledModel = {
  spec: { kind: 'hub', repository: 'owner/painter', revision: 'main' },
  place: 'hub',
  folder: `/cache/models--owner--painter/snapshots/${commit}`,
  role: 'painter',
  family: 'Stable Diffusion XL',
  precisions: ['fp32', 'fp16'],
  bytes: 13_880_000_000,
  provider: 'webgpu',
  licence: 'openrail++',
  commit,
};

export const unusable: InstalledModel = {
  spec: { kind: 'folder', path: 'models/odd' },
  place: 'workspace',
  folder: '/w/models/odd',
  precisions: [],
  bytes: 912,
  problem: 'It has no `model_index.json`: export it with Optimum.',
};

export const entry: CatalogueEntry = {
  repository: 'owner/offered',
  revision: commit,
  pinned: true,
  title: 'Offered',
  about: 'Draws *quickly*.',
  job: 'Drawing, fast',
  role: 'painter',
  family: 'Stable Diffusion 1.x',
  precisions: [
    { precision: 'fp32', bytes: 4_270_000_000 },
    { precision: 'fp16', bytes: 2_135_000_000 },
  ],
  licence: { name: 'CreativeML OpenRAIL-M', url: 'https://example.com/licence' },
  gated: false,
  source: 'Its card.',
};

export const plan: DownloadPlan = {
  spec: { kind: 'hub', repository: 'owner/painter', revision: 'main' },
  commit,
  precision: 'fp16',
  files: [
    { path: 'model_index.json', bytes: 540, isThere: true },
    { path: 'unet/model.onnx', bytes: 2_000_000_000, isThere: false },
  ],
  bytes: 2_000_000_540,
  missingBytes: 2_000_000_000,
  freeBytes: 55_000_000_000,
};
