/** @file The catalogue: public models for common jobs, kept as data in `models/catalogue.json`. */
import type { Precision } from '../language/plan/plan.ts';
import type { HubSpec, InstalledModel } from './models.ts';

/** As `models/catalogue.schema.json` describes it. */
export interface CatalogueEntry {
  readonly repository: string;
  readonly revision: string;
  /** Whether `revision` is a commit. */
  readonly pinned: boolean;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /** `Drawing, fast`. */
  readonly job: string;
  readonly role: 'painter' | 'judge';
  readonly family: string;
  /** What there is of it, and about how many bytes that is. */
  readonly precisions: readonly { readonly precision: Precision; readonly bytes: number }[];
  readonly licence: { readonly spdx?: string; readonly name: string; readonly url: string };
  readonly gated: boolean;
  readonly source: string;
}

/** @param text of the file that ships with the product, which a test holds against its schema */
export function readCatalogue(text: string): readonly CatalogueEntry[] {
  const { models } = JSON.parse(text) as { readonly models: readonly CatalogueEntry[] };
  return models;
}

export function specOf({ repository, revision }: CatalogueEntry): HubSpec {
  return { kind: 'hub', repository, revision };
}

/** Entries of which nothing is installed. */
export function available(
  catalogue: readonly CatalogueEntry[],
  installed: readonly InstalledModel[],
): readonly CatalogueEntry[] {
  const there = new Set(installed.map(({ spec }) => (spec.kind === 'hub' ? spec.repository : '')));
  return catalogue.filter(({ repository }) => !there.has(repository));
}

/** With the licence that the catalogue knows, where the model's own files name none. */
export function withLicence(catalogue: readonly CatalogueEntry[], model: InstalledModel): InstalledModel {
  const { licence } = entryOf(catalogue, model) ?? {};
  return model.licence === undefined && licence ? { ...model, licence: licence.spdx ?? licence.name } : model;
}

/** Of an installed model, where the catalogue knows it. */
export function entryOf(
  catalogue: readonly CatalogueEntry[],
  { spec }: Pick<InstalledModel, 'spec'>,
): CatalogueEntry | undefined {
  return spec.kind === 'hub' ? catalogue.find(({ repository }) => repository === spec.repository) : undefined;
}
