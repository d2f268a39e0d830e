/** @file Progress of work on sets, as a bar of the terminal. */
import type { SetProgress } from '../../../../protocol/releases.ts';
import type { Shell } from '../../../shell.ts';
import { createProgressLine } from '../../../terminal/progress-line.ts';

interface Stage {
  readonly label: string;
  readonly unit: string;
}

const stages: { readonly [S in SetProgress['stage']]: Stage } = {
  curating: { label: 'Curating', unit: 'image' },
  drawing: { label: 'Drawing', unit: 'image' },
  preparing: { label: 'Preparing', unit: 'image' },
  writing: { label: 'Writing', unit: 'file' },
  verifying: { label: 'Reading back', unit: 'file' },
  reading: { label: 'Looking for', unit: 'image' },
};

/** Shows how far work is, and takes the bar away when it is over. */
export async function withSetProgress<Result>(
  { terminal, signal, now }: Shell,
  work: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: SetProgress) => void;
  }) => Promise<Result>,
): Promise<Result> {
  const progressLine = createProgressLine(terminal, now);
  const onProgress = ({ stage, of, done, total }: SetProgress) => {
    const { label, unit } = stages[stage];
    progressLine.show({ label: of === undefined ? label : `${label} ${of}`, unit, done, total });
  };
  try {
    return await work({ signal, onProgress });
  } finally {
    progressLine.clear();
  }
}
