/** @file Whether folders are there, while somebody types: a data set has one for each class, and keys come fast. */

/** Milliseconds for which an answer holds: shorter than it takes to make a folder and come back to type. */
const HOLDS = 1000;

type Exists = (folder: string) => Promise<boolean>;

/** The same question, which looks at the disk once in a while. @param now in milliseconds. */
export function withMemory(exists: Exists, now: () => number = () => performance.now()): Exists {
  const known = new Map<string, Promise<boolean>>();
  let until = 0;
  return (folder) => {
    if (now() >= until) {
      known.clear();
      until = now() + HOLDS;
    }
    const answer = known.get(folder) ?? exists(folder);
    known.set(folder, answer);
    return answer;
  };
}
