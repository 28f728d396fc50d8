// Heap documents: texts of the server about a dump, an SV, a chain or a line. The
// server gives their content, links, hovers and what else there is in them; here
// they get their language, and a place beside the source.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

export const scheme = 'perlheap';
const language = 'perlheap';

/** The command behind a link to a source line; it is no command for people. */
const openLine = 'perlheap.openLinkedLine';

export function registerHeapDocuments(openSource: (uri: vscode.Uri, range: vscode.Range) => Promise<void>): vscode.Disposable {
  for (const document of vscode.workspace.textDocuments) {
    void setLanguage(document);
  }
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => void setLanguage(document)),
    vscode.commands.registerCommand(openLine, async (path: unknown, line: unknown) => {
      if (typeof path === 'string' && typeof line === 'number') {
        await openSource(vscode.Uri.file(path), new vscode.Range(line, 0, line, 0));
      }
    }),
  );
}

/** They are no files with an extension. */
async function setLanguage(document: vscode.TextDocument): Promise<void> {
  if (document.uri.scheme !== scheme || document.languageId === language) {
    return;
  }
  try {
    await vscode.languages.setTextDocumentLanguage(document, language);
  } catch (error) {
    // The editor opens documents for a moment too, to peek into them, and takes a preview
    // away again: one that is closed by now needs no language.
    if (!document.isClosed) {
      throw error;
    }
  }
}

/** Shows one beside the source, or in place of the heap document that is read. */
export async function showHeapDocument(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: lookColumn(), preview: true });
}

/** The view type of the panel of graphs. */
export const graphView = 'perlheap.graph';

/** The column in which heap documents and graphs are shown: the one that has some, or else one beside what is read. */
export function lookColumn(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const looks = [activeTabGroup, ...all].find(({ tabs }) => tabs.some(isLook));
  return looks?.viewColumn ?? (activeTabGroup.tabs.length === 0 ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
}

function isLook({ input }: vscode.Tab): boolean {
  return (
    (input instanceof vscode.TabInputText && input.uri.scheme === scheme) ||
    // The editor puts a prefix before the type.
    (input instanceof vscode.TabInputWebview && input.viewType.endsWith(graphView))
  );
}

/**
 * Adds to a hover over what is alive on a line the ways to look closer. What the server says holds names of the dump
 * and may run nothing; these links are the extension's own.
 */
export function withLinks(hover: vscode.Hover, document: vscode.TextDocument, position: vscode.Position): vscode.Hover {
  if (document.uri.scheme === scheme || hover.range === undefined) {
    return hover;
  }
  const argument = encodeURIComponent(JSON.stringify([{ file: document.uri.toString(), line: position.line + 1 }]));
  const links = [
    [vscode.l10n.t('Why is this alive?'), 'perlheap.why'],
    [vscode.l10n.t('Graph of what holds it'), 'perlheap.showGraph'],
  ].map(([label = '', command = '']) => `[${label}](command:${command}?${argument})`);
  const text = new vscode.MarkdownString(links.join(' · '));
  text.isTrusted = { enabledCommands: ['perlheap.why', 'perlheap.showGraph'] };
  hover.contents.push(text);
  return hover;
}

/** Opens source lines beside the document that links to them, not over it. */
export const linkMiddleware: Middleware = {
  provideDocumentLinks: async (document, token, next) => {
    const links = (await next(document, token)) ?? [];
    if (document.uri.scheme === scheme) {
      links.forEach(beside);
    }
    return links;
  },
};

function beside(link: vscode.DocumentLink): void {
  const { target } = link;
  const line = /^L(\d+)$/.exec(target?.fragment ?? '')?.[1];
  if (target?.scheme === 'file' && line !== undefined) {
    const args = encodeURIComponent(JSON.stringify([target.fsPath, Number(line) - 1]));
    link.target = vscode.Uri.parse(`command:${openLine}?${args}`);
  }
}
