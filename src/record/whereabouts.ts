import type { TransferEnded } from '../event/event.ts';
import type { Ledger } from './ledger.ts';

type Route = TransferEnded['route'];

/** What happened to bytes that were given to the run: a copy made for a job may have been changed since. */
export const inputRoutes: readonly Route[] = ['link', 'move', 'download', 'fetch'];

/** What happened to bytes that the run made: the newest copy is the one that was delivered. */
export const outputRoutes: readonly Route[] = ['link', 'move', 'download', 'fetch', 'copy', 'write'];

/** Where the bytes of a file or folder are now: follows the transfers of the URI itself and of the folders it lies in. */
export function whereNow(ledger: Ledger, uri: string, routes: readonly Route[]): string {
  let place = uri;
  // Each transfer followed is later than the one before, so this ends even when bytes came back to where they were.
  for (let after = 0; ;) {
    const next = follow(ledger, place, routes, after);
    if (!next) return place;
    place = next.place;
    after = next.seq;
  }
}

function follow(ledger: Ledger, uri: string, routes: readonly Route[], after: number) {
  for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const transfer = ledger.departures.get(uri.slice(0, end));
    if (transfer && transfer.seq > after && routes.includes(transfer.route)) {
      return { place: transfer.to + uri.slice(end), seq: transfer.seq };
    }
  }
  return undefined;
}
