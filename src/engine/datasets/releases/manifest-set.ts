import type { ExportSet } from '../exports/export-set.ts';
import type { ManifestImage } from './manifest.ts';

type Frozen = Pick<ExportSet, 'name' | 'licence' | 'classes' | 'about'> & { readonly images: readonly ManifestImage[] };

/** A manifest as what is exported. @param fileOf absolute path of an image's file */
export function exportSetOf(
  { name, licence, classes, about, images }: Frozen,
  version: string,
  fileOf: (image: ManifestImage) => string,
): ExportSet {
  const samples = images.map((image) => ({
    id: image.id,
    file: fileOf(image),
    hash: image.sha256,
    split: image.split,
    label: image.class,
    columns: image.columns,
  }));
  return { name, version, licence, classes, about, samples };
}
