// Checks what commands are called with: text of a dump reaches them only as an
// address.

import type { Identity, LocateParams, OpenParams, WhyParams } from './wire';

/** Addresses as the server takes them. */
const wholeAddress = /^0x[0-9a-f]{1,16}$/i;

export function isAddress(text: unknown): text is string {
  return typeof text === 'string' && wholeAddress.test(text);
}

/** A file and line, if that is what it is. */
export function whyParams(value: unknown): WhyParams | undefined {
  const { file, line } = fields(value);
  return typeof file === 'string' && typeof line === 'number' && Number.isInteger(line) && line > 0
    ? { file, line }
    : undefined;
}

/** What lenses and code actions of the server open a heap document with. */
export function openParams(value: unknown): OpenParams | undefined {
  const { kind } = fields(value);
  const dump = identity(fields(value).dump);
  const named = dump === undefined ? {} : { dump };
  switch (kind) {
    case 'overview':
      return { kind, ...named };
    case 'sv':
    case 'identify': {
      const { address } = fields(value);
      return isAddress(address) ? { kind, address, ...named } : undefined;
    }
    case 'line': {
      const line = whyParams(value);
      return line === undefined ? undefined : { kind, ...line, ...named };
    }
    default:
      return undefined;
  }
}

/** An SV, of the dump that is named or of the one shown. */
export function locateParams(value: unknown): LocateParams | undefined {
  const { address } = fields(value);
  const dump = identity(fields(value).dump);
  return isAddress(address) ? { address, ...(dump === undefined ? {} : { dump }) } : undefined;
}

function identity(value: unknown): Identity | undefined {
  const { path, version } = fields(value);
  return typeof path === 'string' && typeof version === 'string' ? { path, version } : undefined;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
