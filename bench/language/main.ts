/** @file The language server's benchmark alone, which needs no models: `node --import tsx bench/language/main.ts`. */

import { measureLatency } from './latency.ts';
import { latencyTable } from './latency-table.ts';

console.table(latencyTable(await measureLatency(Number(process.argv[2] ?? 15))));
