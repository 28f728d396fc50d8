// What a person does not want to see listed again, kept with the workspace.

import * as vscode from 'vscode';
import type { Place } from '../wire';

const key = 'perlheap.ignored';

type Named = Pick<Place, 'recordedFile' | 'recordedLine'> & { kind: string; name?: string; class?: string | null };

export class Ignored implements vscode.Disposable {
  private names: Set<string>;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {
    this.names = new Set(state.get<string[]>(key, []));
    this.tell();
  }

  has(what: Named): boolean {
    return this.names.has(nameOf(what));
  }

  async add(what: Named): Promise<void> {
    this.names.add(nameOf(what));
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

/** The same in every dump of a program whose source has not changed. */
function nameOf({ kind, name, class: of, recordedFile, recordedLine }: Named): string {
  return JSON.stringify([kind, name ?? of ?? '', recordedFile, recordedLine]);
}
