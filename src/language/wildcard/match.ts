/** @file Which values `__pattern__` means: a name, a nested key, a glob. */
import { globMatcher } from './glob.ts';
import type { WildcardNode, WildcardValue } from './wildcard-node.ts';

/** A declared wildcard. */
export interface NamedWildcard {
  readonly name: string;
  readonly node: WildcardNode;
}

/** A name or nested key as a prompt writes it: `colour/warm`. */
export interface WildcardPath {
  readonly path: string;
  readonly node: WildcardNode;
  /** Index of the declaration among those given. */
  readonly of: number;
}

/**
 * Nodes that a pattern names, in the order of the declarations; none below another, since a node stands for all below
 * it. `*` and `?` stay within a segment, `**` goes over segments, and `**` with a slash may also be nothing.
 */
export function matchWildcards(pattern: string, named: readonly NamedWildcard[]): WildcardNode[] {
  const matches = globMatcher(pattern);
  return named.flatMap(({ name, node }) => topmost(name, node, matches));
}

function topmost(path: string, node: WildcardNode, matches: (path: string) => boolean): WildcardNode[] {
  if (matches(path)) return [node];
  return node.children.flatMap((child) => topmost(`${path}/${child.key}`, child, matches));
}

/** All that can be named, parents before children: for completion and "did you mean". */
export function wildcardPaths(named: readonly NamedWildcard[]): WildcardPath[] {
  return named.flatMap(({ name, node }, of) => pathsBelow(name, node, of));
}

function pathsBelow(path: string, node: WildcardNode, of: number): WildcardPath[] {
  return [{ path, node, of }, ...node.children.flatMap((child) => pathsBelow(`${path}/${child.key}`, child, of))];
}

/** Every value of the nodes and below them, in order; of equal phrases the first. */
export function valuesBelow(nodes: readonly WildcardNode[]): WildcardValue[] {
  const values = new Map<string, WildcardValue>();
  const collect = (node: WildcardNode): void => {
    for (const value of node.values) if (!values.has(value.text.text)) values.set(value.text.text, value);
    node.children.forEach(collect);
  };
  nodes.forEach(collect);
  return [...values.values()];
}
