/** What JSON says, if it says an object: columns may come from a file that a stranger wrote. */
export function objectIn(text: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
