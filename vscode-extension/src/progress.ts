// Work-done progress of the server as notifications that can be cancelled. The
// client's own are in the status bar, where nothing can be.

import * as vscode from 'vscode';
import type { ProgressToken, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageclient/node';

// What ends sooner is not worth a notification; the status item tells of it.
const delay = 700;

/** One piece of work, from its begin to its end. */
class Work {
  private message: string | undefined;
  private percentage = 0;
  private reported = 0;
  private progress: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  private readonly timer: NodeJS.Timeout;
  private resolve: (() => void) | undefined;

  constructor(begin: WorkDoneProgressBegin, cancel: () => void) {
    this.timer = setTimeout(() => {
      void vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: begin.title,
          cancellable: begin.cancellable ?? false,
        },
        (progress, token) => {
          token.onCancellationRequested(cancel);
          this.progress = progress;
          this.show();
          return new Promise<void>((resolve) => {
            this.resolve = resolve;
          });
        },
      );
    }, delay);
    this.report(begin);
  }

  report({ message, percentage }: { message?: string; percentage?: number }): void {
    this.message = message ?? this.message;
    this.percentage = Math.max(this.percentage, Math.min(percentage ?? 0, 100));
    this.show();
  }

  end(): void {
    clearTimeout(this.timer);
    this.resolve?.();
  }

  private show(): void {
    this.progress?.report({
      increment: this.percentage - this.reported,
      ...(this.message === undefined ? {} : { message: this.message }),
    });
    if (this.progress !== undefined) {
      this.reported = this.percentage;
    }
  }
}

export class Progress implements vscode.Disposable {
  private readonly work = new Map<ProgressToken, Work>();

  /** Shows what the server says; cancel asks it to stop the work. */
  handle(
    token: ProgressToken,
    params: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd,
    cancel: () => void,
  ): void {
    switch (params.kind) {
      case 'begin':
        this.work.get(token)?.end();
        this.work.set(token, new Work(params, cancel));
        break;
      case 'report':
        this.work.get(token)?.report(params);
        break;
      case 'end':
        this.work.get(token)?.end();
        this.work.delete(token);
        break;
    }
  }

  /** Ends all: the server that would have ended them is gone. */
  dispose(): void {
    this.work.forEach((work) => {
      work.end();
    });
    this.work.clear();
  }
}
