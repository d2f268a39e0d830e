/**
 * @file The first message of a webview's page. A page is loaded anew whenever its tab is shown again, and counts its
 * requests from the beginning; the greeting tells the host to forget the connection of the page before.
 */
export const greeting = { vlprompt: 'hello' } as const;

export function isGreeting(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'vlprompt' in message && message.vlprompt === 'hello';
}
