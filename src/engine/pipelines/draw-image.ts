/**
 * @file One image with latent diffusion, from words, from another image, or with a part of one redrawn: a beginning, one
 * guided prediction a step, then the autoencoder. Latents and the sampler's arithmetic stay in 32 bits.
 */
import type { RgbImage } from '../images/rgb-image.ts';
import type { DrawRequest, DrawStep } from '../models/painter.ts';
import { noiseOf } from '../random/noise-source.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { beginDrawing } from './begin-drawing.ts';
import type { Beginning, Course } from './course.ts';
import type { DiffusionNetworks } from './diffusion-networks.ts';
import { requireFinite } from './finite-numbers.ts';
import { createGuide } from './guidance.ts';

/**
 * One image; see `Painter.draw`. What is to be told of the decoder comes with the last step, told a second time. Where
 * its latents are kept no step is taken: they are decoded.
 * @param known is told with the first step
 */
export async function* drawImage(
  networks: DiffusionNetworks,
  request: DrawRequest,
  signal: AbortSignal,
  known: readonly string[] = [],
): AsyncGenerator<DrawStep, RgbImage> {
  const notes = [...known];
  const say = (note: string) => void notes.push(note);
  const kept = await keptLatents(networks, request);
  if (kept !== undefined) {
    const image = await networks.decode(kept, signal, say);
    const { steps } = request.settings;
    if (notes.length > 0) yield { index: steps, count: steps, ...takeNotes(notes), preview: async () => image };
    return image;
  }
  const course = await planCourse(networks, request, signal, say);
  const beginning = await beginDrawing(course);
  const { latents, index: first } = beginning;
  const clean = new Float32Array(latents.length);
  const count = course.scheduler.timesteps.length - first;
  const stepAt = (index: number): DrawStep => ({
    index,
    count,
    ...takeNotes(notes),
    preview: () => networks.preview({ data: clean, dims: course.dims }, signal),
  });
  for await (const index of denoise(course, beginning, clean)) yield stepAt(index - first + 1);
  const finished = { data: latents, dims: course.dims };
  request.stages?.keepLatents(finished);
  const image = await networks.decode(finished, signal, say);
  if (notes.length > 0) yield stepAt(count);
  return image;
}

/** A store may be a stranger's: what is of another size would be decoded at any cost, into another picture. */
async function keptLatents(
  networks: DiffusionNetworks,
  { settings, stages }: DrawRequest,
): Promise<Numbers | undefined> {
  const kept = stages?.findLatents();
  if (kept === undefined) return undefined;
  const dims = [1, ...(await networks.latentDims(settings.width, settings.height))];
  return String(kept.dims) === String(dims) ? kept : undefined;
}

async function planCourse(
  networks: DiffusionNetworks,
  request: DrawRequest,
  signal: AbortSignal,
  say: Course['say'],
): Promise<Course> {
  const { settings, seed } = request;
  const latentDims = await networks.latentDims(settings.width, settings.height);
  const scheduler = networks.scheduler(settings);
  return { networks, request, scheduler, dims: [1, ...latentDims], noise: noiseOf(settings, seed), signal, say };
}

/** Takes every step that is left, and tells its index. */
async function* denoise(course: Course, beginning: Beginning, clean: Float32Array): AsyncGenerator<number> {
  const { networks, scheduler, noise } = course;
  const { latents, index: first, beside, keep } = beginning;
  const guide = await createGuide(course, beside);
  const count = scheduler.timesteps.length;
  for (let index = first; index < count; index++) {
    const prediction = await guide(latents, index);
    const place = `step ${index - first + 1} of ${count - first} of ${networks.name}`;
    requireFinite(prediction, place, networks.precision === 'fp16');
    scheduler.step(index, prediction, latents, clean, noise);
    keep?.(index, latents);
    yield index;
  }
}

/** Those not told yet, as one. */
function takeNotes(notes: string[]): Pick<DrawStep, 'note'> {
  return notes.length === 0 ? {} : { note: notes.splice(0).join(' ') };
}
