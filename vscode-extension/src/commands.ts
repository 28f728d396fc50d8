// The commands, as people and lenses run them.

import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { ResponseError } from 'vscode-languageclient/node';
import { askSV } from './askSV';
import { createReport } from './createReport';
import type { Ctx } from './ctx';
import { showHotLines } from './hotLines';
import type { KnownDump, LoadDumpResult, LocateParams } from './wire';
import { isAddress, locateParams, openParams, whyParams } from './parameters';
import { register, stringOf, type Run } from './register';
import { takeDump } from './takeDump';
import { countFrom, offerAnother } from './views/baseline';
import type { ReferrersView } from './views/referrers';

export function registerCommands(ctx: Ctx, referrers: ReferrersView): vscode.Disposable[] {
  const commands: Record<string, Run> = {
    'perlheap.takeDump': (argument) => takeDump(ctx, argument),
    'perlheap.loadDump': (argument) => loadDump(ctx, argument),
    'perlheap.unloadDump': (argument) => unloadDump(ctx, argument),
    'perlheap.open': (argument) => open(ctx, argument),
    'perlheap.identify': (argument) => openDocument(ctx, 'identify', argument),
    'perlheap.show': (argument) => openDocument(ctx, 'sv', argument),
    'perlheap.locate': (argument) => locate(ctx, argument),
    'perlheap.why': (argument) => why(ctx, argument),
    'perlheap.setBaseline': async () => {
      await setBaseline(ctx);
      await vscode.commands.executeCommand('perlheap.dumps.refresh');
    },
    'perlheap.createReport': (argument) => createReport(ctx, argument),
    'perlheap.verify': (argument) => verify(ctx, argument),
    'perlheap.showReferrers': async (argument) => {
      const address = addressOf(argument) ?? (await askSV(ctx, vscode.l10n.t('Show what refers to an SV')));
      if (address !== undefined) {
        await referrers.show(address);
      }
    },
    'perlheap.showHotLines': () => showHotLines(ctx),
    'perlheap.showLog': () => {
      ctx.log.show();
      return Promise.resolve();
    },
    'perlheap.restartServer': () => ctx.restart(),
    'perlheap.statusMenu': () => statusMenu(ctx),
  };
  return register(ctx, commands);
}

/** From the palette a file is asked for; the explorer gives one, and so may others. */
async function loadDump(ctx: Ctx, argument: unknown): Promise<void> {
  const path = pathOf(argument) ?? (await pickDump());
  if (path === undefined) {
    return;
  }
  let loaded: LoadDumpResult;
  try {
    loaded = await ctx.execute('perlheap.loadDump', { path });
  } catch (error) {
    if (error instanceof ResponseError) {
      return; // The server tells of each load that fails, whoever asked for it.
    }
    throw error;
  }
  if (loaded.truncated?.message !== undefined) {
    void vscode.window.showWarningMessage(`${loaded.path}: ${loaded.truncated.message}`);
  }
}

async function pickDump(): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Load a heap dump'),
      openLabel: vscode.l10n.t('Load'),
      canSelectMany: false,
      filters: { [vscode.l10n.t('Perl heap dumps')]: ['pmat', 'pmat.gz', 'gz'], [vscode.l10n.t('All files')]: ['*'] },
      ...(folder === undefined ? {} : { defaultUri: folder }),
    })) ?? [];
  return uri?.fsPath;
}

async function unloadDump(ctx: Ctx, argument: unknown): Promise<void> {
  const path = pathOf(argument) ?? (await pickLoaded(ctx.dumps));
  if (path !== undefined) {
    await ctx.unload(path);
  }
}

async function pickLoaded(dumps: string[]): Promise<string | undefined> {
  if (dumps.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No heap dump is loaded.'));
    return undefined;
  }
  const items = dumps.map((path) => ({ label: basename(path), description: dirname(path), path }));
  const choice = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Unload a heap dump') });
  return choice?.path;
}

/** What lenses and code actions of the server run; it shows the document itself, through window/showDocument. */
async function open(ctx: Ctx, argument: unknown): Promise<void> {
  await ctx.execute('perlheap.open', openParams(argument) ?? { kind: 'overview' });
}

async function openDocument(ctx: Ctx, kind: 'identify' | 'sv', argument: unknown): Promise<void> {
  const title = kind === 'identify' ? vscode.l10n.t('Identify: what holds an SV') : vscode.l10n.t('Show an SV');
  const address = addressOf(argument) ?? (await askSV(ctx, title));
  if (address !== undefined) {
    await ctx.execute('perlheap.open', { kind, address });
  }
}

/** The server opens the file itself, in the same way. */
async function locate(ctx: Ctx, argument: unknown): Promise<void> {
  const params = locateParams(argument) ?? (await askParams(ctx));
  if (params === undefined) {
    return;
  }
  const { noFile } = await ctx.execute('perlheap.locate', params);
  if (noFile !== undefined) {
    void vscode.window.showWarningMessage(noFile);
  }
}

async function askParams(ctx: Ctx): Promise<LocateParams | undefined> {
  const address = await askSV(ctx, vscode.l10n.t('Go to the source of an SV'));
  return address === undefined ? undefined : { address };
}

/** Of the line at the cursor, unless one is given. */
async function why(ctx: Ctx, argument: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const line =
    whyParams(argument) ??
    (editor?.document.uri.scheme === 'file'
      ? { file: editor.document.uri.toString(), line: editor.selection.active.line + 1 }
      : undefined);
  if (line === undefined) {
    throw new Error(vscode.l10n.t('Open a Perl file and put the cursor on a line.'));
  }
  await ctx.execute('perlheap.open', { kind: 'line', ...line });
}

/** The dumps of the shown one's process, to count growth from one of them. */
async function setBaseline(ctx: Ctx): Promise<void> {
  const { dumps } = await ctx.execute('perlheap.dumps', {});
  const items = dumps
    .filter(({ state }) => state !== 'shown' && state !== 'newer' && state !== 'failed')
    .reverse()
    .map(({ path, time, state, baseline }) => ({
      label: `${baseline ? '$(check) ' : ''}${basename(path)}`,
      description: new Date(time).toLocaleString(),
      detail: state === 'other' ? vscode.l10n.t('Of another process: compares what is alive in both') : dirname(path),
      dump: path,
    }));
  if (items.length === 0) {
    await offerAnother(vscode.l10n.t('No earlier dump is known: take another when the process has grown, or load one.'));
    return;
  }
  const oldest = { label: vscode.l10n.t('The oldest dump of the process'), dump: null };
  const choice = await vscode.window.showQuickPick<vscode.QuickPickItem & { dump: string | null }>([oldest, ...items], {
    title: vscode.l10n.t('Count growth from'),
    matchOnDescription: true,
  });
  if (choice === undefined) {
    return;
  }
  await countFrom(ctx, choice.dump);
}

/** Holds the dumps of a run before a cure against those of one after it; the server shows what came of it. */
async function verify(ctx: Ctx, argument: unknown): Promise<void> {
  const named = runsOf(argument);
  if (named !== undefined) {
    await ctx.execute('perlheap.verify', { ...named, show: true });
    return;
  }
  const known = vscode.l10n.t('The last two runs');
  const choice = await vscode.window.showQuickPick(
    [
      { label: known, detail: vscode.l10n.t('The newest run of the program, and the last one that had ended when it began') },
      { label: vscode.l10n.t('Choose dumps…'), detail: vscode.l10n.t('Those of the run before the cure, then those of the run after it') },
    ],
    { title: vscode.l10n.t('Verify a cure') },
  );
  if (choice === undefined) {
    return;
  }
  if (choice.label === known) {
    await ctx.execute('perlheap.verify', { show: true });
    return;
  }
  const { dumps } = await ctx.execute('perlheap.dumps', {});
  const before = await pickRun(vscode.l10n.t('Dumps of the run before the cure'), dumps);
  const after = before && (await pickRun(vscode.l10n.t('Dumps of the run after the cure'), dumps.filter(({ path }) => !before.includes(path))));
  if (before !== undefined && after !== undefined) {
    await ctx.execute('perlheap.verify', { before, after, show: true });
  }
}

/** The dumps of two runs, if that is what a command was given. */
function runsOf(argument: unknown): { before: string[]; after: string[] } | undefined {
  const { before, after } = (argument ?? {}) as { before?: unknown; after?: unknown };
  const paths = (value: unknown): value is string[] => Array.isArray(value) && value.every((path) => typeof path === 'string');
  return paths(before) && paths(after) ? { before, after } : undefined;
}

async function pickRun(title: string, dumps: KnownDump[]): Promise<string[] | undefined> {
  const items = dumps
    .filter(({ state }) => state !== 'failed')
    .map(({ path, time }) => ({ label: basename(path), description: new Date(time).toLocaleString(), detail: dirname(path), path }));
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true, matchOnDescription: true });
  return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ path }) => path);
}

async function statusMenu(ctx: Ctx): Promise<void> {
  const items = [
    { label: `$(device-camera) ${vscode.l10n.t('Take Heap Dump…')}`, command: 'perlheap.takeDump' },
    { label: `$(database) ${vscode.l10n.t('Load Dump…')}`, command: 'perlheap.loadDump' },
    ...(ctx.status.state === 'ready'
      ? [
          { label: `$(graph) ${vscode.l10n.t('Open Overview')}`, command: 'perlheap.openOverview' },
          { label: `$(flame) ${vscode.l10n.t('Show Hot Lines')}`, command: 'perlheap.showHotLines' },
          { label: `$(history) ${vscode.l10n.t('Set Baseline…')}`, command: 'perlheap.setBaseline' },
          { label: `$(book) ${vscode.l10n.t('Create Report…')}`, command: 'perlheap.createReport' },
          { label: `$(verified) ${vscode.l10n.t('Verify Cure…')}`, command: 'perlheap.verify' },
          { label: `$(trash) ${vscode.l10n.t('Unload Dump…')}`, command: 'perlheap.unloadDump' },
        ]
      : []),
    { label: `$(output) ${vscode.l10n.t('Show Log')}`, command: 'perlheap.showLog' },
    { label: `$(debug-restart) ${vscode.l10n.t('Restart Server')}`, command: 'perlheap.restartServer' },
  ];
  const choice = await vscode.window.showQuickPick(items, { title: 'Perl Heap' });
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice.command);
  }
}

function pathOf(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) {
    return argument.fsPath;
  }
  return stringOf(argument, 'path');
}

function addressOf(argument: unknown): string | undefined {
  const address = stringOf(argument, 'address') ?? stringOf(argument, 'example');
  if (address !== undefined && !isAddress(address)) {
    throw new Error(vscode.l10n.t('An address is 0x and up to 16 hexadecimal digits.'));
  }
  return address;
}
