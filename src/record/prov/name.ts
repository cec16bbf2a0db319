import type { TokenName } from '../../event/event.ts';
import { pathToIri } from '../iri.ts';

/** A token has no entity in the crate; its name gives it one here. */
export function tokenIri(token: TokenName): string {
  return `#token/${pathToIri(token)}`;
}
