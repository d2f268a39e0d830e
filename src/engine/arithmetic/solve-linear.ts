/**
 * Gauss–Jordan elimination, with the greatest pivot of each column.
 * @param rows square and not singular
 */
export function solveLinear(rows: readonly (readonly number[])[], right: readonly number[]): number[] {
  const left = rows.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < rows.length; column++) {
    raisePivot(left, column);
    const pivot = left[column]!;
    for (const row of left) if (row !== pivot) subtract(row, pivot, row[column]! / pivot[column]!);
  }
  return left.map((row, i) => row.at(-1)! / row[i]!);
}

function raisePivot(rows: number[][], column: number): void {
  const magnitudes = rows.slice(column).map((row) => Math.abs(row[column]!));
  const best = column + magnitudes.indexOf(Math.max(...magnitudes));
  [rows[column], rows[best]] = [rows[best]!, rows[column]!];
}

function subtract(row: number[], pivot: readonly number[], factor: number): void {
  for (let i = 0; i < row.length; i++) row[i] = row[i]! - factor * pivot[i]!;
}
