// The only reader of the settings `perlheap.*`.

import * as vscode from 'vscode';

/** Section of all settings; also the id of the client, which reads trace.server by it. */
export const section = 'perlheap';

export const config = {
  /** Dumps to load: paths and globs, relative to the workspace folder. None before the workspace is trusted. */
  get dumps(): string[] {
    return vscode.workspace.isTrusted ? get<string[]>('dumps', []) : [];
  },

  /** The settings as the server may have them: before the workspace is trusted, it loads nothing by itself. */
  forServer(settings: unknown): unknown {
    return vscode.workspace.isTrusted || typeof settings !== 'object' ? settings : { ...settings, dumps: [] };
  },

  /** Adds path mappings to those of the workspace; in a window without one, to the user's. */
  async addPathMappings(mappings: Record<string, string>): Promise<void> {
    const settings = vscode.workspace.getConfiguration(section);
    const { workspaceValue, globalValue } = settings.inspect<Record<string, string>>('pathMappings') ?? {};
    const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
    await settings.update(
      'pathMappings',
      { ...(inWorkspace ? workspaceValue : globalValue), ...mappings },
      inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
    );
  },

  /** A server to run in place of the bundled one; empty for none. */
  get serverPath(): string {
    return get<string>('server.path', '').trim();
  },

  /** Whether hot lines are marked in the overview ruler, and in the gutter. */
  get overviewRuler(): boolean {
    return get('heat.overviewRuler', true);
  },
  get gutter(): boolean {
    return get('heat.gutter', false);
  },

  heatChanged(event: vscode.ConfigurationChangeEvent): boolean {
    return event.affectsConfiguration(`${section}.heat`);
  },

  serverPathChanged(event: vscode.ConfigurationChangeEvent): boolean {
    return event.affectsConfiguration(`${section}.server.path`);
  },
};

function get<T>(key: string, otherwise: T): T {
  return vscode.workspace.getConfiguration(section).get<T>(key, otherwise);
}
