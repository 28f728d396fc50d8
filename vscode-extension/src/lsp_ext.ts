// Every notification of the server that is not part of LSP. Its commands, and
// the types of all that it sends, are in wire.ts, which is made of the server's.

import { NotificationType } from 'vscode-languageclient/node';
import type { MissingSources, Status } from './wire';

/** What the server is doing, told by itself. */
export const heapStatus = new NotificationType<Status>('perlheap/status');

/** What commands answer of the shown dump may be other than before. */
export const heapChanged = new NotificationType<object>('perlheap/changed');

/** Sources that the shown dump names were not found. */
export const missingSources = new NotificationType<MissingSources>('perlheap/missing');
