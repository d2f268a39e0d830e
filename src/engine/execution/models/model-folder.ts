/** @file Where a model of a plan lies that is to be run: all of it must be there. */
import type { ModelSpec, Precision } from '../../../language/plan/plan.ts';
import { type HubPlaces, hubModelFolder } from '../../hub/hub-model-folder.ts';
import { locateModel, type ModelPlaces } from './model-place.ts';

/**
 * The real absolute path of the model's folder.
 * @param precision that a downloaded model must have the files of; absent: any will do
 * @throws Failure `model-missing`, `model-untrusted`, `lock-invalid`
 */
export function modelFolder(spec: ModelSpec, places: ModelPlaces & HubPlaces, precision?: Precision): Promise<string> {
  return spec.kind === 'hub' ? hubModelFolder(spec, places, precision) : locateModel(spec, places);
}
