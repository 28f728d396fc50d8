// Tells once what became of the suspects, when a new run of the program is there.

import * as vscode from 'vscode';
import type { Heap } from './heap';

const key = 'perlheap.proofs';
const kept = 20;

export function registerVerifyNotice(heap: Heap, state: vscode.Memento): vscode.Disposable {
  return heap.onDidChange(async (part) => {
    const { proof } = heap;
    if (part !== 'proof' || proof === undefined || proof.changes.length === 0) {
      return;
    }
    // More dumps of the same two runs are no news.
    const run = JSON.stringify([proof.before[0], proof.after[0]]);
    const told = state.get<string[]>(key, []);
    if (told.includes(run)) {
      return;
    }
    await state.update(key, [run, ...told].slice(0, kept));
    const show = vscode.l10n.t('Show');
    const answer = await vscode.window.showInformationMessage(`${vscode.l10n.t('Since the run before')}: ${proof.text}`, show);
    if (answer === show) {
      await vscode.commands.executeCommand('perlheap.verify', { before: proof.before, after: proof.after });
    }
  });
}
