// What a person does not want to see listed again, kept with the workspace.

import * as vscode from 'vscode';
import { ignoredName, type Named } from '../svText';

const key = 'perlheap.ignored';

export class Ignored implements vscode.Disposable {
  private names: Set<string>;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {
    this.names = new Set(state.get<string[]>(key, []));
    this.tell();
  }

  has(what: Named): boolean {
    const name = ignoredName(what);
    return name !== undefined && this.names.has(name);
  }

  async add(what: Named): Promise<void> {
    const name = ignoredName(what);
    if (name === undefined) {
      throw new Error(vscode.l10n.t('Nothing tells this row from others in the next dump: it cannot be ignored.'));
    }
    this.names.add(name);
    await this.keep();
  }

  async clear(): Promise<void> {
    this.names.clear();
    await this.keep();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async keep(): Promise<void> {
    this.tell();
    await this.state.update(key, [...this.names]);
  }

  private tell(): void {
    void vscode.commands.executeCommand('setContext', 'perlheap.ignoring', this.names.size > 0);
    this.changed.fire();
  }
}
