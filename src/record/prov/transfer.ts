import { uuidFrom } from '../../base/name.ts';
import { actionIri, engineIri, hostIri, nameOf, transferIri } from '../iri.ts';
import { runJob, type Transfer } from '../ledger.ts';
import { siteOf } from '../site.ts';
import type { Account } from './account.ts';
import { relate } from './relation.ts';
import { expand, moment } from './statement.ts';

/** A file or folder at a place. */
interface Copy {
  readonly iri: string;
  /** The URI of what all its copies are copies of. */
  readonly original: string;
}

/** The newest copy at each URI. */
type Copies = Map<string, Copy>;

/**
 * Data that travelled between places: each copy is an entity at its place that derives from the copy that it was made from,
 * and a specialisation of the file that the crate describes. Copies within one place are the same to the record.
 */
export function sayTransfers(account: Account): void {
  const copies: Copies = new Map();
  for (const transfer of account.ledger.transfers) {
    const { from, to, route } = (transfer.ended ?? transfer.started)!;
    if (transfer.started || route === 'download') sayTransfer(account, copies, transfer);
    else if (copies.has(from)) copies.set(to, copies.get(from)!);
  }
}

function sayTransfer(account: Account, copies: Copies, transfer: Transfer): void {
  const { scribe, ledger } = account;
  const { started, ended } = transfer;
  const { from, to, route } = (ended ?? started)!;
  const iri = transferIri(transfer);
  const [start, end] = [ended?.start ?? started?.at ?? ledger.endTime, ended?.end ?? ledger.endTime];
  const source = copyAt(account, copies, from, ended?.fromLocation);
  const arrived = ended !== undefined && !ended.error;
  scribe.introduce(iri, ['prov:Activity', 'schema:TransferAction'], `${route} ${nameOf(source.original)}`);
  scribe.say(iri, 'prov:startedAtTime', moment(start));
  scribe.say(iri, 'prov:endedAtTime', moment(end));
  scribe.say(iri, 'dct:isPartOf', actionIri(ledger, runJob));
  scribe.say(iri, 'schema:actionStatus', {
    text: expand(arrived ? 'schema:CompletedActionStatus' : 'schema:FailedActionStatus'),
  });
  relate(scribe, 'association', iri, engineIri, `${iri}/association`);
  relate(scribe, 'usage', iri, source.iri, `${iri}/usage`, { time: start });
  if (!arrived) return;
  const copy = { iri: `${iri}/copy`, original: source.original };
  copies.set(to, copy);
  sayCopy(account, copy, to, ended.toLocation);
  relate(scribe, 'generation', copy.iri, iri, `${iri}/generation`, { time: end });
  relate(scribe, 'derivation', copy.iri, source.iri, `${iri}/derivation`, { activity: iri });
}

/** The copy that is at a URI; what nobody brought there was there from the beginning, or is in a folder that was brought. */
function copyAt(account: Account, copies: Copies, uri: string, location: string | undefined): Copy {
  const known = copies.get(uri);
  if (known) return known;
  const folder = around(copies, uri);
  const found = {
    iri: `#copy/${uuidFrom(account.ledger.run.run, uri)}`,
    original: folder ? folder.copy.original + uri.slice(folder.uri.length) : uri,
  };
  copies.set(uri, found);
  sayCopy(account, found, uri, location);
  account.scribe.say(found.iri, 'dct:isPartOf', folder?.copy.iri);
  return found;
}

function around(copies: Copies, uri: string): { readonly uri: string; readonly copy: Copy } | undefined {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const copy = copies.get(uri.slice(0, end));
    if (copy) return { uri: uri.slice(0, end), copy };
  }
  return undefined;
}

function sayCopy({ scribe, ledger, data }: Account, { iri, original }: Copy, uri: string, location = siteOf(ledger, uri)): void {
  scribe.introduce(iri, ['prov:Entity', 'wfprov:Artifact'], nameOf(original));
  scribe.say(iri, 'prov:specializationOf', data.get(original));
  if (location !== undefined && ledger.locations.has(location)) scribe.say(iri, 'prov:atLocation', hostIri(location));
}
