// The language client, with what differs from the library's.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  WorkDoneProgressCancelNotification,
  type DynamicFeature,
  type LanguageClientOptions,
  type MessageTransports,
  type Middleware,
  type ServerOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { LogLevel, Range, Uri, type LogOutputChannel } from 'vscode';
import { config, section } from './config';
import type { InitializationOptions } from './wire';
import { Progress } from './progress';
import type { Exit } from './restartPolicy';
import { openSource } from './source';
import { linkMiddleware, scheme, showHeapDocument } from './heapDocuments';

// A process that is gone has told so long before.
const exitWithin = 1_000;
// Of what the server wrote before it ended.
const lastLines = 20;

/**
 * Makes a client of the server at path; it is not started yet, and is of no
 * use after its server has ended. What is to be told of that is left to ended.
 */
export function newClient(path: string, log: LogOutputChannel, hiding: Middleware, ended: (client: HeapClient, exit: Exit) => void): HeapClient {
  const progress = new Progress();
  const last: string[] = [];
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
    errorHandler: {
      error: (_error, _message, count) => {
        // Most often the server has ended, and its connection closes next: to
        // shut it down would keep closed from being asked, and the reason from
        // being told. One that goes on is ended.
        if (count === undefined || count > 3) {
          void client.exit();
        }
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: async () => {
        const exit = await client.exit();
        if (log.logLevel > LogLevel.Info) {
          last.forEach((line) => {
            log.error(line);
          });
        }
        ended(client, exit);
        client.emitEnd();
        return { action: CloseAction.DoNotRestart, handled: true, message: 'The connection to the server is closed.' };
      },
    },
    // Why it failed is told by who starts it.
    initializationFailedHandler: () => false,
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
      workspace: {
        configuration: async (params, token, next) => {
          const answer = await next(params, token);
          return Array.isArray(answer) ? answer.map((one: unknown) => config.forServer(one)) : answer;
        },
        // The server asks for them then: the library would tell them as they are.
        didChangeConfiguration: async (_sections, next) => next(undefined),
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
          last.splice(0, last.push(line) - lastLines);
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

export class HeapClient extends LanguageClient {
  private process: ChildProcess | undefined;
  private exited: Promise<Exit> | undefined;
  emitEnd: () => void = () => undefined;
  /** Is kept when the server has ended, and that has been told. */
  readonly end = new Promise<true>((resolve) => {
    this.emitEnd = () => {
      resolve(true);
    };
  });

  /** Whether the server has ended, and that has been told: a write that fails is told before it. */
  async hasEnded(): Promise<boolean> {
    return Promise.race([this.end, after(2 * exitWithin).then(() => false)]);
  }

  protected override async createMessageTransports(encoding: string): Promise<MessageTransports> {
    const transports = await super.createMessageTransports(encoding);
    this.process = this.serverProcess;
    return transports;
  }

  /** How the process ended, once the connection has closed or failed. One that goes on without it is ended. */
  exit(): Promise<Exit> {
    this.exited ??= this.awaitExit();
    return this.exited;
  }

  private async awaitExit(): Promise<Exit> {
    const { process } = this;
    if (process?.exitCode === null && process.signalCode === null) {
      await Promise.race([once(process, 'exit'), after(exitWithin)]);
    }
    const exit = { code: process?.exitCode ?? null, signal: process?.signalCode ?? null };
    if (exit.code === null && exit.signal === null) {
      process?.kill();
    }
    return exit;
  }

  /** Makes the server ask for its settings again. */
  async settingsChanged(): Promise<void> {
    await this.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  /** The library would say some of it in messages of its own words. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

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
