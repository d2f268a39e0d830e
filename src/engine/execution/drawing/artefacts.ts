/** @file What images of a recipe are kept under, without looking whether they are there. */
import type { ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import { artefactKey } from '../../store/digests/model-identity.ts';
import type { Workshop } from '../workshop.ts';

export interface Artefacts {
  /** All of the painter that affects what it draws, as text. */
  readonly painter: string;
  /** Hex SHA-256; undefined of an image that begins with another, which has to be looked at for it. */
  nameOf(image: ImagePlan): string | undefined;
}

/** @throws Failure `model-missing`, `model-untrusted`, `model-unsupported`, `model-corrupt` */
export async function artefactsOf(workshop: Workshop, { model }: Pick<RecipePlan, 'model'>): Promise<Artefacts> {
  const { identity } = await workshop.models.describe('painter', await workshop.requestOf(model));
  return {
    painter: JSON.stringify(identity),
    nameOf: (image) => (image.init === undefined ? artefactKey(image, identity) : undefined),
  };
}
