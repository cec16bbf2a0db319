import type { Ledger } from './ledger.ts';

/**
 * The location at which the file is that a URI names. This machine has those of `file:`; the log tells of other files with
 * the same host (`ssh://host:22`) where they were, by the transfers that led there or the jobs that made them. Undefined for the web.
 */
export function siteOf(ledger: Ledger, uri: string): string | undefined {
  if (uri.startsWith('file:')) return 'local';
  const sites = known.get(ledger) ?? sitesIn(ledger);
  known.set(ledger, sites);
  return sites.get(hostOf(uri));
}

/** A ledger is searched once. */
const known = new WeakMap<Ledger, ReadonlyMap<string, string>>();

function sitesIn({ transfers, tokens, jobs }: Ledger): ReadonlyMap<string, string> {
  const sites = new Map<string, string>();
  const note = (uri: unknown, location: string | undefined) => {
    if (typeof uri !== 'string' || location === undefined || uri.startsWith('file:')) return;
    if (!sites.has(hostOf(uri))) sites.set(hostOf(uri), location);
  };
  for (const { ended } of transfers) {
    note(ended?.from, ended?.fromLocation);
    note(ended?.to, ended?.toLocation);
  }
  for (const { job, value } of tokens.values()) {
    const location = job === undefined ? undefined : jobs.get(job)?.attempts.at(-1)?.scheduled?.location;
    note((value as { readonly location?: unknown } | null)?.location, location);
  }
  return sites;
}

/** Scheme and host, with its port: `ssh://host:22`. */
function hostOf(uri: string): string {
  return /^[^:]+:\/\/[^/]*/.exec(uri)?.[0] ?? uri;
}
