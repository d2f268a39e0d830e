/** @file The page of a webview: one script, a strict content security policy, nothing remote. */

export interface WebviewPage {
  readonly title: string;
  /** Name of the custom element that is the whole page. */
  readonly element: string;
  /** Address of the bundle that defines it. */
  readonly script: string;
  /** What the webview's own resources come from. */
  readonly cspSource: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
}

export function webviewHtml({ title, element, script, cspSource, nonce }: WebviewPage): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(cspSource, nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
</head>
<body>
<${element}></${element}>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

/** Styles come as constructed sheets from the script, which need no entry of their own. */
function contentPolicy(cspSource: string, nonce: string): string {
  return [
    "default-src 'none'",
    `img-src ${cspSource}`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
