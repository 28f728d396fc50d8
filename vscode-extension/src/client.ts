// The language client, with what differs from the library's.

import { createInterface } from 'node:readline';
import {
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  WorkDoneProgressCancelNotification,
  type DynamicFeature,
  type LanguageClientOptions,
  type Middleware,
  type ServerOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { Range, Uri, type LogOutputChannel } from 'vscode';
import { config, section } from './config';
import type { InitializationOptions } from './lsp_ext';
import { Progress } from './progress';
import { openSource } from './source';
import { linkMiddleware, scheme, showHeapDocument } from './heapDocuments';

/** Makes a client of the server at path; it is not started yet. */
export function newClient(path: string, log: LogOutputChannel, hiding: Middleware): LanguageClient {
  const progress = new Progress();
  const server: ServerOptions = { command: path, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'perl' },
      // Templates name themselves in `# line`: the subs in them have lines too.
      { scheme },
      { scheme: 'file', pattern: '**/*.{ep,epl,mas,mc,mt,tmpl,tt,tt2,tx}' },
    ],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: (): InitializationOptions => ({ status: true, dumps: config.dumps }),
    // Hover text holds names and strings of the dump: they may run no command.
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      ...hiding,
      ...linkMiddleware,
      handleWorkDoneProgress: (token, params, next) => {
        progress.handle(token, params, () => {
          void client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
        });
        if (params.kind === 'end') {
          next(token, params); // The library lets go of the token.
        }
      },
      window: {
        showDocument: async (params, token, next) => {
          if (Uri.parse(params.uri).scheme === scheme) {
            await showHeapDocument(Uri.parse(params.uri));
            return { success: true };
          }
          if (params.external === true || params.takeFocus !== true || params.selection === undefined) {
            return next(params, token);
          }
          const { start, end } = params.selection;
          await openSource(Uri.parse(params.uri), new Range(start.line, start.character, end.line, end.character));
          return { success: true };
        },
      },
    },
    stdioOptions: {
      stdout: () => undefined,
      // The server logs to stderr, most of it no error.
      stderr: (input) => {
        createInterface({ input, crlfDelay: Infinity, terminal: false, historySize: 0 }).on('line', (line) => {
          log.info(line);
        });
      },
    },
  };
  const client = new HeapClient(section, 'Perl Heap', server, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) {
      progress.dispose();
    }
  });
  return client;
}

class HeapClient extends LanguageClient {
  // The library would register each command of the server with VS Code under
  // its own name, but these names are this extension's commands: a lens that
  // runs perlheap.identify shall open a document, not drop the answer.
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    super.registerFeature(
      'registrationType' in feature && feature.registrationType.method === ExecuteCommandRequest.method
        ? commandsOfOurOwn(feature)
        : feature,
    );
  }
}

/** Tells the server that commands can be run, and registers nothing. */
function commandsOfOurOwn({ registrationType }: DynamicFeature<unknown>): DynamicFeature<unknown> {
  return {
    registrationType,
    fillClientCapabilities(capabilities) {
      capabilities.workspace ??= {};
      capabilities.workspace.executeCommand = { dynamicRegistration: false };
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'workspace', id: registrationType.method, registrations: false }),
    register: () => undefined,
    unregister: () => undefined,
    clear: () => undefined,
  };
}
