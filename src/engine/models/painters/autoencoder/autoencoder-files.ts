/** @file The autoencoder's graphs and the numbers that its latents are read with. */
import { Failure } from '../../../../protocol/failure.ts';
import type { JsonObject } from '../../../files/json-file.ts';
import { type OnnxFile, readOnnxFile } from '../../../runtime/onnx/onnx-file.ts';
import { chooseGraph, type GraphWish, listGraphs } from '../../graphs/graph-file.ts';
import { type Architecture, shapeOf } from '../diffusion-family.ts';
import { descriptionOfPart, partNames } from '../diffusion-parts.ts';
import type { AutoencoderSettings } from './autoencoder.ts';

export interface AutoencoderPlace {
  readonly decoder: string;
  /** Models that only draw from words need none. */
  readonly encoder?: string;
  readonly settings: AutoencoderSettings;
  /** That describe it. */
  readonly files: readonly string[];
}

/** A decoder of fewer bytes is quick enough to show every step through. */
const QUICK_DECODER = 8 << 20;

/** Of every family that is drawn with. */
const LATENT_CHANNELS = 4;

/** Far more than any has: what is made room for grows with them. */
const MOST_CHANNELS = 64;
const MOST_BLOCKS = 8;

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
  const latentChannels = typeof channels === 'number' ? channels : config.number('latent_channels', LATENT_CHANNELS);
  const blocks = config.list('block_out_channels', [1, 1, 1, 1]).length;
  const [factor, shift] = [
    nullableNumber(config, 'scaling_factor', scaling),
    nullableNumber(config, 'shift_factor', 0),
  ];
  const isSound =
    Number.isInteger(latentChannels) &&
    latentChannels >= 1 &&
    latentChannels <= MOST_CHANNELS &&
    blocks >= 1 &&
    blocks <= MOST_BLOCKS &&
    Number.isFinite(1 / factor) &&
    Number.isFinite(factor) &&
    Number.isFinite(shift);
  if (!isSound) throw absurd(config);
  return {
    latentChannels,
    pixelsPerLatent: 2 ** (blocks - 1),
    scaling: factor,
    shift,
    quickDecoder: weights < QUICK_DECODER,
    ...(latentSpace && { latentSpace }),
  };
}

function absurd({ place }: JsonObject): Failure {
  const text = `The numbers of ${place} are of no autoencoder (latent_channels, block_out_channels, scaling_factor, shift_factor); download or export the model again.`;
  return new Failure('model-corrupt', text);
}

/** Diffusers writes `null` for "none". */
function nullableNumber(config: JsonObject, name: string, otherwise: number): number {
  return config.value(name) === null ? otherwise : config.number(name, otherwise);
}
