/** @file The autoencoder's graphs and the numbers that its latents are read with. */
import { type OnnxFile, readOnnxFile } from '../../runtime/onnx-file.ts';
import type { AutoencoderSettings } from '../autoencoder.ts';
import { chooseGraph, type GraphWish, listGraphs } from '../graph-file.ts';
import type { JsonObject } from '../json-file.ts';
import { type Architecture, shapeOf } from './diffusion-family.ts';
import { descriptionOfPart, partNames } from './diffusion-parts.ts';

export interface AutoencoderPlace {
  readonly decoder: string;
  /** Models that only draw from words need none. */
  readonly encoder?: string;
  readonly settings: AutoencoderSettings;
  readonly graphs: readonly string[];
  /** That describe it. */
  readonly files: readonly string[];
}

/** A decoder of fewer bytes is quick enough to show every step through. */
const QUICK_DECODER = 8 << 20;

/** Of every family that is drawn with. */
const LATENT_CHANNELS = 4;

/** @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable` */
export async function readAutoencoder(
  folder: string,
  architecture: Architecture,
  wish: GraphWish,
): Promise<AutoencoderPlace> {
  const { path, json } = await descriptionOfPart(folder, 'vae_decoder');
  const ownWish = autoencoderWish(json, wish);
  const { path: decoder } = await chooseGraph(folder, partNames('vae_decoder'), ownWish);
  const hasEncoder = (await listGraphs(folder, partNames('vae_encoder'))).length > 0;
  const encoder = hasEncoder ? (await chooseGraph(folder, partNames('vae_encoder'), ownWish)).path : undefined;
  return {
    decoder,
    ...(encoder === undefined ? {} : { encoder }),
    settings: settingsOf(json, await readOnnxFile(decoder), architecture),
    graphs: encoder === undefined ? [decoder] : [decoder, encoder],
    files: path === undefined ? [] : [path],
  };
}

/** Numbers of some autoencoders overflow in half precision, which their authors say. */
function autoencoderWish(config: JsonObject, wish: GraphWish): GraphWish {
  const precision = config.value('force_upcast') === true ? 'fp32' : wish.precision;
  return { provider: wish.provider, isPreference: true, ...(precision === undefined ? {} : { precision }) };
}

function settingsOf(config: JsonObject, decoder: OnnxFile, architecture: Architecture): AutoencoderSettings {
  const [, channels] = shapeOf(decoder, 'latent_sample');
  const { latentSpace, scaling } = architecture;
  const weights = [...decoder.weights.values()].reduce((sum, bytes) => sum + bytes, 0);
  return {
    latentChannels: typeof channels === 'number' ? channels : config.number('latent_channels', LATENT_CHANNELS),
    pixelsPerLatent: 2 ** (config.list('block_out_channels', [1, 1, 1, 1]).length - 1),
    scaling: nullableNumber(config, 'scaling_factor', scaling),
    shift: nullableNumber(config, 'shift_factor', 0),
    quickDecoder: weights < QUICK_DECODER,
    ...(latentSpace && { latentSpace }),
  };
}

/** Diffusers writes `null` for "none". */
function nullableNumber(config: JsonObject, name: string, otherwise: number): number {
  return config.value(name) === null ? otherwise : config.number(name, otherwise);
}
