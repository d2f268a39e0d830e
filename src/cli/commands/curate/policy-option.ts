/** @file `--policy`: how the words of several reviewers become one, where the file says otherwise or nothing. */
import { type Command, InvalidArgumentError } from 'commander';
import type { FoldPolicy } from '../../../protocol/decisions.ts';

export function withPolicy(command: Command): Command {
  return command.option(
    '--policy <policy>',
    'how the words of several reviewers become one: any-reject, majority, 2-of-3, adjudicator:NAME (default: as the file says)',
    policy,
  );
}

function policy(written: string): FoldPolicy {
  if (written === 'any-reject' || written === 'majority') return { kind: written };
  const [, least, of] = /^([1-9]\d{0,2})-of-(m|[1-9]\d{0,2})$/.exec(written) ?? [];
  if (least !== undefined && (of === 'm' || Number(least) <= Number(of))) {
    return { kind: 'n-of-m', least: Number(least), ...(of !== 'm' && { of: Number(of) }) };
  }
  const [, reviewer] = /^adjudicator:(.+)$/.exec(written) ?? [];
  if (reviewer !== undefined) return { kind: 'adjudicator', reviewer };
  throw new InvalidArgumentError('It is any-reject, majority, a number such as 2-of-3, or adjudicator: with a name.');
}
