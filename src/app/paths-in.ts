import { pathOfUri } from '../base/uri.ts';
import { filesIn, type CwlObject } from '../language/model/value.ts';

/** Paths by which the files and folders of a value are known on this machine. */
export function pathsIn(value: CwlObject): readonly string[] {
  return [...filesIn(value)].flatMap(({ location }) => (location === undefined ? [] : (pathOfUri(location) ?? [])));
}
