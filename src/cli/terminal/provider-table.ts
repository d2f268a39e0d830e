/** @file Providers as a table. */
import type { ProviderReport } from '../../protocol/engine.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: '', align: 'start' },
  { title: 'provider', align: 'start' },
  { title: 'half precision', align: 'start' },
  { title: 'trial graph', align: 'end' },
  { title: 'why not', align: 'start' },
];

/** A row for each. */
export function providerLines(providers: readonly ProviderReport[], style: Style): readonly string[] {
  const rows = providers.map(({ provider, works, float16, milliseconds, reason }) => [
    works ? style.green('✓') : style.dim('·'),
    provider,
    works ? (float16 ? 'yes' : 'no') : '',
    milliseconds === undefined ? '' : `${milliseconds.toFixed(1)} ms`,
    printable(reason ?? ''),
  ]);
  return tableLines(columns, rows, style);
}
