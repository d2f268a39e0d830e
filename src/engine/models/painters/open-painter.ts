/** @file Opens the diffusion model of a folder as a painter. */
import { drawImage } from '../../pipelines/draw-image.ts';
import { chooseProvider } from '../../runtime/providers/provider-choice.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import { digestWithAdapters, readAdapters } from '../learned-tokens/adapters.ts';
import { modelDigest } from '../model-digest.ts';
import type { ModelRequest } from '../model-request.ts';
import type { Painter } from '../painter.ts';
import { readDiffusionFolder } from './diffusion-folder.ts';
import { drawingNotes } from './drawing-notes.ts';
import { LatentDiffusion } from './latent-diffusion.ts';
import { stageDigests } from './stage-digests.ts';

/** Raise it with every change that changes pixels. */
const NUMERICS_VERSION = 2;

/**
 * Reads the folder and the files' digests; sessions are opened by the first drawing.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function openPainter(request: ModelRequest, options: SessionOptions): Promise<Painter> {
  const provider = await chooseProvider(request.provider ?? options.provider);
  const { precision } = request;
  const wish = { provider, ...(precision === undefined ? {} : { precision }) };
  const folder = await readDiffusionFolder(request.folder, wish);
  const learned = await readAdapters(request.adapters, folder.encoders.length);
  const networks = new LatentDiffusion(folder, { ...options, provider }, learned);
  return {
    family: folder.family.name,
    provider,
    precision: folder.precision,
    digest: await digestWithAdapters(await modelDigest(request.folder, folder.files, options.tell), request.adapters),
    stages: await stageDigests(folder, request.adapters),
    numericsVersion: NUMERICS_VERSION,
    tokenLimit: networks.prompts.limit,
    countTokens: (text) => networks.prompts.countTokens(text),
    draw: (wanted, signal) => drawImage(networks, wanted, signal, drawingNotes(folder, wanted.settings)),
    dispose: () => networks.dispose(),
  };
}
