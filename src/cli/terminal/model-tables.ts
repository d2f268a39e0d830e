/** @file Models as tables: those that are here, those of the catalogue, the files of a download. */
import { type CatalogueEntry, specOf } from '../../protocol/catalogue.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadPlan, InstalledModel } from '../../protocol/models.ts';
import { counted, sized } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const installedColumns: readonly TableColumn[] = [
  { title: 'model', align: 'start' },
  { title: 'job', align: 'start' },
  { title: 'family', align: 'start' },
  { title: 'precision', align: 'start' },
  { title: 'size', align: 'end' },
  { title: 'runs on', align: 'start' },
  { title: 'licence', align: 'start' },
];

const jobs: { readonly [R in NonNullable<InstalledModel['role']>]: string } = { painter: 'draws', judge: 'judges' };

/** A row for each, and a line for each that cannot be used. */
export function installedLines(models: readonly InstalledModel[], style: Style): readonly string[] {
  if (models.length === 0) return ['No model is here.'];
  const problems = models.flatMap(({ spec, problem }) =>
    problem === undefined ? [] : [`  ${style.red('✗')} ${printable(`${modelName(spec)}: ${problem}`)}`],
  );
  return [...tableLines(installedColumns, models.map(installedRow), style), ...problems];
}

function installedRow({ spec, role, family, precisions, bytes, provider, licence }: InstalledModel): readonly string[] {
  const job = role === undefined ? '' : jobs[role];
  const words = [
    modelName(spec),
    job,
    family ?? '',
    precisions.join(', '),
    sized(bytes),
    provider ?? '',
    licence ?? '',
  ];
  return words.map(printable);
}

/** A paragraph for each. */
export function availableLines(catalogue: readonly CatalogueEntry[], style: Style): readonly string[] {
  return catalogue.flatMap((entry, index) => {
    const { job, title, about, precisions, licence } = entry;
    const sizes = precisions.map(({ precision, bytes }) => `${precision} ${sized(bytes)}`).join(', ');
    const lines = [
      `${job}: ${style.bold(title)}`,
      `  ${modelName(specOf(entry))}`,
      `  ${about}`,
      `  ${style.dim(`${sizes}; licence ${licence.name}`)}`,
    ];
    return index === 0 ? lines : ['', ...lines];
  });
}

const fileColumns: readonly TableColumn[] = [
  { title: 'file', align: 'start' },
  { title: 'size', align: 'end' },
  { title: '', align: 'start' },
];

/** What would be fetched, and whether there is room for it. */
export function downloadLines(plan: DownloadPlan, style: Style): readonly string[] {
  const { spec, commit, precision, files, licence, missingBytes, freeBytes } = plan;
  const rows = files.map(({ path, bytes, isThere }) => [printable(path), sized(bytes), isThere ? 'is here' : '']);
  const missing = files.filter(({ isThere }) => !isThere).length;
  const terms = licence === undefined ? 'its card names no licence' : `licence ${printable(licence)}`;
  return [
    `${style.bold(modelName(spec))} at ${commit.slice(0, 10)}, ${precision}, ${terms}`,
    ...tableLines(fileColumns, rows, style),
    `${counted(missing, 'file')} to download, ${sized(missingBytes)}; ${sized(freeBytes)} of the disk are free.`,
  ];
}
