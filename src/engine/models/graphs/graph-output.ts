import type { Session } from '../../runtime/sessions/session.ts';

/** The output of that name or, where an export names it otherwise, the only one. */
export function outputOf(session: Session, name: string): string {
  const [only, another] = session.outputs;
  return only !== undefined && another === undefined ? only.name : name;
}
