// The life of the client and what it last said of itself.

import * as vscode from 'vscode';
import { CodeActionRequest, ExecuteCommandRequest, State } from 'vscode-languageclient/node';
import { newClient, type HeapClient } from './client';
import { config } from './config';
import { Hiding } from './hiding';
import { heapChanged, heapStatus, missingSources } from './lsp_ext';
import type { CaptureResult, LoadDumpResult, ServerCommands } from './wire';
import { endText, RestartPolicy, type Exit } from './restartPolicy';
import { findServer, NoServerError } from './server';
import { StatusItem } from './statusItem';
import type { Status } from './statusView';

export class Ctx implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('Perl Heap', { log: true });
  private readonly item = new StatusItem('perlheap.statusMenu');
  readonly hiding = new Hiding();
  private client: HeapClient | undefined;
  private readonly policy = new RestartPolicy(Date.now);
  private current: Status = { state: 'starting' };
  private readonly changed = new vscode.EventEmitter<Status>();
  /** Fires when the server says something new of itself, or starts or stops. */
  readonly onDidChangeStatus = this.changed.event;
  private readonly heapEmitter = new vscode.EventEmitter<void>();
  /** Fires when the server may say other things of the shown dump than before. */
  readonly onDidChangeHeap = this.heapEmitter.event;
  private readonly missing = new vscode.EventEmitter<string>();
  /** Fires with a text for people when sources that the shown dump names were not found. */
  readonly onDidMissSources = this.missing.event;
  // In the order of loading, as far as the server told.
  private readonly shown = new Set<string>();
  // Those that a person loaded; the server finds only the others again.
  private readonly loaded = new Set<string>();
  // What was shown when the server stopped.
  private resume: string | undefined;
  /** How the server ended by itself the last time. */
  lastExit: Exit | undefined;
  // Starts and stops are done one after the other, however fast they are asked for.
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly extension: vscode.ExtensionContext) {}

  get status(): Status {
    return this.current;
  }

  /** Paths of the dumps that were shown since the server started, the last one first. */
  get dumps(): string[] {
    return [...this.shown].reverse();
  }

  /** Starts the server, or starts it anew. An error is shown, and told by the status item. */
  restart(): Promise<void> {
    this.policy.forget();
    this.queue = this.queue.then(async () => {
      await this.stopNow();
      await this.startNow();
    });
    return this.queue;
  }

  /** Makes the server ask for its settings again. */
  async settingsChanged(): Promise<void> {
    await this.queue;
    await this.client?.settingsChanged().catch((error: unknown) => {
      this.log.warn(`settings: ${messageOf(error)}`); // One that starts later asks anyway.
    });
  }

  /** Takes a dump out of the heaps that the server answers from. */
  async unload(path: string): Promise<void> {
    // Gone or not known to the server: either way it need not be offered again.
    this.shown.delete(path);
    this.loaded.delete(path);
    await this.execute('perlheap.unloadDump', { path });
  }

  /** Hides everything that stands in the text, or brings it back. */
  hide(hidden: boolean): void {
    this.hiding.set(hidden, this.client);
  }

  stop(): Promise<void> {
    this.queue = this.queue.then(() => this.stopNow());
    return this.queue;
  }

  /** Runs a command of the server. Rejects with an Error whose message is for people. */
  async execute<C extends keyof ServerCommands>(
    command: C,
    params: ServerCommands[C]['params'],
    token?: vscode.CancellationToken,
  ): Promise<ServerCommands[C]['result']> {
    await this.queue;
    if (this.client?.state !== State.Running) {
      throw new Error(vscode.l10n.t('The Perl Heap server is not running. "Perl Heap: Show Log" says why.'));
    }
    // The server's results are trusted to have the shape that lsp_ext states.
    const result = (await this.client.sendRequest(
      ExecuteCommandRequest.type,
      { command, arguments: [params] },
      token,
    )) as ServerCommands[C]['result'];
    if (command === 'perlheap.loadDump') {
      this.loaded.add((result as LoadDumpResult).path);
    } else if (command === 'perlheap.capture') {
      const { loaded } = result as CaptureResult;
      if (loaded !== undefined) {
        this.loaded.add(loaded);
      }
    }
    return result;
  }

  /** The changes of the text that the server offers as cures of what is alive of a line, 1-based. */
  async cures(uri: vscode.Uri, line: number): Promise<vscode.CodeAction[]> {
    await vscode.workspace.openTextDocument(uri); // The server edits what it has been told of.
    const { client } = this;
    if (client?.state !== State.Running) {
      throw new Error(vscode.l10n.t('The Perl Heap server is not running. "Perl Heap: Show Log" says why.'));
    }
    const at = { line: line - 1, character: 0 };
    const answer = await client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const actions = (await client.protocol2CodeConverter.asCodeActionResult(answer ?? [])).filter((action) => action instanceof vscode.CodeAction);
    return actions.filter(({ edit }) => edit !== undefined);
  }

  dispose(): void {
    vscode.Disposable.from(this.item, this.log, this.changed, this.heapEmitter, this.missing, this.hiding).dispose();
  }

  private async startNow(message?: string): Promise<void> {
    this.setStatus({ state: 'starting', ...(message === undefined ? {} : { message }) });
    try {
      const path = await findServer({
        serverPath: config.serverPath,
        extensionPath: this.extension.extensionPath,
        workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        platform: process.platform,
        t: vscode.l10n.t,
      });
      this.log.info(`starting ${path} lsp`);
      const client = newClient(path, this.log, this.hiding.middleware, (of, exit) => {
        this.ended(of, exit);
      });
      client.onNotification(heapStatus, (status) => {
        this.setStatus(status);
      });
      client.onNotification(heapChanged, () => {
        this.heapEmitter.fire();
      });
      client.onNotification(missingSources, ({ text }) => {
        this.missing.fire(text);
      });
      client.onDidChangeState(({ newState }) => {
        this.clientStateChanged(client, newState);
      });
      this.client = client;
      await this.startClient(client);
    } catch (error) {
      this.failed(error);
    }
  }

  private async startClient(client: HeapClient): Promise<void> {
    const { resume } = this;
    try {
      // A server that ends before it has answered leaves start waiting for ever.
      if ((await Promise.race([client.start(), client.end])) === true) {
        return; // All is told already.
      }
    } catch (error) {
      if (await client.hasEnded()) {
        return; // All is told already.
      }
      throw error;
    }
    if (resume !== undefined && this.loaded.has(resume)) {
      // Not awaited: it waits for this start.
      this.execute('perlheap.loadDump', { path: resume }).catch((error: unknown) => {
        this.log.warn(`loading ${resume} again: ${messageOf(error)}`);
      });
    }
  }

  /** The server has ended, and nobody had asked it to. */
  private ended(client: HeapClient, exit: Exit): void {
    if (client !== this.client) {
      return;
    }
    this.client = undefined;
    this.hiding.forget();
    this.lastExit = exit;
    const verdict = this.policy.ended();
    const message = endText(exit, verdict, vscode.l10n.t);
    this.log.error(message);
    if (!verdict.restart) {
      this.setStatus({ state: 'stopped', message });
      this.say(vscode.window.showErrorMessage, message, 'restartServer', 'showLog', 'reportIssue');
      return;
    }
    this.setStatus({ state: 'starting', message });
    this.say(vscode.window.showWarningMessage, message, 'showLog', 'reportIssue');
    this.queue = this.queue.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, verdict.delay));
      if (this.client === undefined && this.current.state === 'starting') {
        await this.startNow(message);
      }
    });
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.hiding.forget();
    try {
      await client?.dispose();
    } catch (error) {
      // A server that had crashed, or would not answer: it is gone either way.
      this.log.warn(`stopping the server: ${messageOf(error)}`);
    }
  }

  private clientStateChanged(client: HeapClient, state: State): void {
    if (client !== this.client) {
      return;
    }
    if (state === State.Running && this.current.state !== 'loading' && this.current.state !== 'ready') {
      // The server says more as soon as it has something to say.
      this.setStatus({ state: 'none', text: vscode.l10n.t('no dump'), details: [] });
    } else if (state === State.Stopped) {
      this.setStatus({ state: 'stopped' });
    }
  }

  private failed(error: unknown): void {
    const message = messageOf(error);
    this.log.error(message);
    this.setStatus({ state: 'stopped', message });
    this.say(
      vscode.window.showErrorMessage,
      vscode.l10n.t('Perl Heap cannot start its server. {0}', message),
      ...(error instanceof NoServerError ? (['openSettings', 'showLog'] as const) : (['restartServer', 'showLog', 'reportIssue'] as const)),
    );
  }

  /** Shows a message with buttons, each for a command. */
  private say(
    show: (message: string, ...items: string[]) => Thenable<string | undefined>,
    message: string,
    ...actions: readonly ('restartServer' | 'showLog' | 'reportIssue' | 'openSettings')[]
  ): void {
    const titles = {
      restartServer: vscode.l10n.t('Restart Server'),
      showLog: vscode.l10n.t('Show Log'),
      reportIssue: vscode.l10n.t('Report Issue'),
      openSettings: vscode.l10n.t('Open Settings'),
    };
    void show(message, ...actions.map((action) => titles[action])).then((title) => {
      const action = actions.find((one) => titles[one] === title);
      if (action === 'openSettings') {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'perlheap.server.path');
      } else if (action !== undefined) {
        void vscode.commands.executeCommand(`perlheap.${action}`);
      }
    });
  }

  private setStatus(status: Status): void {
    this.current = status;
    if (status.state === 'ready' && status.path !== undefined) {
      this.shown.delete(status.path);
      this.shown.add(status.path);
      this.resume = status.path;
    } else if (status.state === 'loading') {
      this.resume = undefined; // It may be what ends the server.
    }
    if (status.state === 'starting' || status.state === 'none') {
      this.shown.clear();
    }
    this.item.update(status);
    void vscode.commands.executeCommand('setContext', 'perlheap.state', status.state);
    this.changed.fire(status);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
