/**
 * @file What all webviews of a declaration have in common. Every webview is the asking end only: it watches one thing, and
 * each progress report of `watch` is a whole snapshot of it, never a delta, because hidden webviews lose messages.
 * Pictures are named by addresses the webview may load.
 */

/** Parameters of a call that has none. */
export type Nothing = Record<string, never>;

/** A recipe or an evaluation of one file; also what a webview remembers of itself, so that it can be restored. */
export interface DeclarationId {
  readonly uri: string;
  readonly name: string;
}

/** Nothing can be started: the declaration is gone or has errors, or the workspace is not trusted. */
export type Unavailable =
  | { readonly kind: 'gone'; readonly sentence: string }
  | { readonly kind: 'untrusted'; readonly sentence: string };
