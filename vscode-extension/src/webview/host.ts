// What all webviews have in common on the editor's side.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The document of a page: nothing runs but its own script, nothing is loaded
 * but its own style, and nothing is asked of any network.
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, name: string, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(uri('media', 'page.css'))}">
<link rel="stylesheet" href="${escape(uri('media', `${name}.css`))}">
<title>${escape(title)}</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${escape(uri('out', 'webview', `${name}.js`))}"></script>
</body>
</html>`;
}

/** What a page may load, and that it may do no more. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'out', 'webview'), vscode.Uri.joinPath(extension, 'media')],
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
