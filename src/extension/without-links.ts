/**
 * A text that names files, folders or what a server said, as a notification is to show it. VS Code makes links of
 * `[text](command:…)` in notifications, whoever wrote it, and a click runs the command.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
