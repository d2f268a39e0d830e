import type { DeclarationId } from '../../protocol/webviews/declaration.ts';

/** What a webview remembered of itself in an earlier session; undefined when it is not ours or not whole. */
export function readDeclarationId(state: unknown): DeclarationId | undefined {
  if (typeof state !== 'object' || state === null || !('id' in state)) return undefined;
  return isDeclarationId(state.id) ? { uri: state.id.uri, name: state.id.name } : undefined;
}

/** Also what a lens or a webview hands to a command. */
export function isDeclarationId(value: unknown): value is DeclarationId {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
