/** @file What a picture's file says of how it was drawn: for other tools, and for ours. */
import { infotextOf } from '../../../language/exchange/copy/infotext-of.ts';
import type { ImageSource, ModelPlan } from '../../../language/plan/plan.ts';
import {
  PICTURE_RECORD_VERSION,
  type PictureRecord,
  pictureRecordKeyword,
  type RecordedImage,
} from '../../../protocol/picture-record.ts';
import type { PngTexts } from '../../images/png-texts.ts';
import type { ModelIdentity } from '../../store/digests/model-identity.ts';
import type { PictureFile } from './first-images.ts';
import type { ReadyImage } from './recipe-images.ts';

/** The model as it was asked for, and as it was found. */
export interface ModelOfPictures {
  readonly plan: ModelPlan;
  readonly identity: ModelIdentity;
}

export function pictureTexts(image: ReadyImage, model: ModelOfPictures): PngTexts {
  return {
    parameters: infotextOf({ image, settings: image.settings, model: model.plan.spec }),
    [pictureRecordKeyword]: JSON.stringify(recordOf(image, model)),
  };
}

function recordOf(image: ReadyImage, { plan, identity }: ModelOfPictures): PictureRecord {
  const { key, artefact, prompt, negative, emphasis, seed, settings, first } = image;
  const { digest, numericsVersion, provider, precision } = identity;
  const init = recordedImage(image.init, first.init);
  const mask = recordedImage(image.mask, first.mask);
  return {
    version: PICTURE_RECORD_VERSION,
    key,
    artefact,
    prompt,
    negative,
    emphasis,
    seed,
    settings,
    model: { spec: plan.spec, ...(plan.adapters && { adapters: plan.adapters }), digest },
    numericsVersion,
    provider,
    precision,
    ...(init && { init }),
    ...(mask && { mask }),
  };
}

function recordedImage(source: ImageSource | undefined, file: PictureFile | undefined): RecordedImage | undefined {
  return source && file && { source, digest: file.hash };
}
