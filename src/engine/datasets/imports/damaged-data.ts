import { Failure } from '../../../protocol/failure.ts';

/** @param what of the file is not as its format has it, as the rest of a sentence */
export function damagedData(file: string, what: string, cause?: unknown): Failure {
  return new Failure(
    'data-corrupt',
    `${file} ${what}; mend it or export it again.`,
    cause === undefined ? {} : { cause },
  );
}
