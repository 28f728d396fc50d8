// Registers commands whose errors are shown.

import * as vscode from 'vscode';
import { LSPErrorCodes, ResponseError } from 'vscode-languageclient/node';
import { messageOf, type Ctx } from './ctx';

export type Run = (argument: unknown) => Promise<void> | void;

/** Registers commands by their names. What they throw is logged and shown, unless somebody cancelled. */
export function register(ctx: Ctx, commands: Record<string, Run>): vscode.Disposable[] {
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(name, (argument: unknown) => attempt(ctx, name, () => run(argument))),
  );
}

/** Does something that a person asked for; what it throws is logged and shown. */
export async function attempt(ctx: Ctx, name: string, run: () => Promise<void> | void): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (isCancellation(error)) {
      return;
    }
    ctx.log.error(`${name}: ${messageOf(error)}`);
    void vscode.window.showErrorMessage(messageOf(error));
  }
}

/** Whether somebody who cancelled is told only what they know. */
export function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled)
  );
}

/** A string of what a command was given, by its name. */
export function stringOf(argument: unknown, key: string): string | undefined {
  const value = (argument as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** A number of what a command was given, by its name. */
export function numberOf(argument: unknown, key: string): number | undefined {
  const value = (argument as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
