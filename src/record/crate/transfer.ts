import { engineIri, nameOf, transferIri } from '../iri.ts';
import type { Transfer } from '../ledger.ts';
import { siteOf } from '../site.ts';
import { dataEntity } from './data.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { agentReference } from './person.ts';
import { placeReference } from './place.ts';
import { statusFacts } from './status.ts';

/** Describes how data travelled between places, also what did not arrive. Copies within one place are told by the log only. */
export function describeTransfers(draft: Draft): void {
  const originals = new Map<string, string>();
  for (const transfer of draft.ledger.transfers) {
    const { from, to, route } = (transfer.ended ?? transfer.started)!;
    const original = originalOf(originals, from);
    originals.set(to, original);
    if (transfer.started || route === 'download') describeTransfer(draft, transfer, original);
  }
}

/** What a copy is a copy of, in the end. A file in a folder that was copied is a copy of the same file in the original folder. */
function originalOf(originals: ReadonlyMap<string, string>, uri: string): string {
  for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const original = originals.get(uri.slice(0, end));
    if (original !== undefined) return original + uri.slice(end);
  }
  return uri;
}

function describeTransfer(draft: Draft, transfer: Transfer, original: string): void {
  const { ledger } = draft;
  const { started, ended } = transfer;
  const { from, to, route } = (ended ?? started)!;
  const id = transferIri(transfer);
  const isFolder = draft.below(original).length > 0;
  const object = dataEntity(draft, { class: isFolder ? 'Directory' : 'File', location: original });
  describe(draft.graph, {
    '@id': id,
    '@type': 'TransferAction',
    name: `${route} ${nameOf(original)}`,
    instrument: ref(engineIri),
    agent: agentReference(draft),
    object: [ref(object)],
    fromLocation: placeReference(draft, ended?.fromLocation ?? siteOf(ledger, from)),
    toLocation: placeReference(draft, ended?.toLocation ?? siteOf(ledger, to)),
    startTime: ended?.start ?? started?.at,
    endTime: ended?.end ?? ledger.endTime,
    ...statusFacts(ended && (ended.error ? 'permanentFail' : 'success'), ended?.error?.message),
    transferRoute: route,
    transferSource: from,
    transferTarget: to,
    transferredBytes: ended?.bytes,
    transferredSha256: ended?.sha256,
  });
  draft.mentions.add(id);
}
