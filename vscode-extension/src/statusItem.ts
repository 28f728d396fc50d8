// The item in the status bar.

import * as vscode from 'vscode';
import { statusView, type Status } from './statusView';

export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor(command: string) {
    this.item = vscode.window.createStatusBarItem('perlheap.status', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'Perl Heap';
    this.item.command = command;
    this.update({ state: 'starting' });
    this.item.show();
  }

  update(status: Status): void {
    const view = statusView(status, vscode.l10n.t);
    this.item.text = `$(${view.icon}) Perl Heap: ${view.text}`;
    this.item.tooltip = view.tooltip.join('\n');
    this.item.accessibilityInformation = { label: `Perl Heap: ${view.text}. ${view.tooltip.join('. ')}`, role: 'button' };
    this.item.backgroundColor =
      view.severity === 'normal' ? undefined : new vscode.ThemeColor(`statusBarItem.${view.severity}Background`);
  }

  dispose(): void {
    this.item.dispose();
  }
}
