import { samePlace, spanOf, type Span } from '../../../base/span.ts';
import type { CwlValue } from '../../model/value.ts';
import { resolveLocation, resolvePath } from '../text/location.ts';
import { expand, type Namespaces } from '../text/namespace.ts';
import { isRawMap, setMember, type Raw, type RawMap } from '../text/raw.ts';

/** What the text around a value says about the Files in it. */
export interface ValueContext {
  /** URI of the document that relative locations start from. */
  readonly document: string;
  readonly namespaces: Namespaces;
  readonly fault: (message: string, span: Span | undefined) => void;
}

/** The value with every File and Directory in the form that the engine keeps: an absolute `location`, no `path`. */
export function readValue(value: Raw, context: ValueContext): CwlValue {
  if (Array.isArray(value)) {
    return samePlace(
      value.map((item) => readValue(item, context)),
      value,
    );
  }
  if (!isRawMap(value)) return value;
  const kind = value['class'];
  const made: RawMap = {};
  if (kind === 'File' || kind === 'Directory') settle(made, kind, value, context);
  else for (const name of Object.keys(value)) setMember(made, name, readValue(value[name]!, context) as Raw);
  return samePlace(made, value);
}

/** Fields that are settled here, or that follow from the location and are set for each job anew. */
const settled = new Set(['class', 'location', 'path', 'dirname', 'nameroot', 'nameext']);

/** Fills in a File or Directory. Literals have no location. */
function settle(made: RawMap, kind: 'File' | 'Directory', value: RawMap, context: ValueContext): void {
  made['class'] = kind;
  const location = locationOf(value, context.document);
  const literal = kind === 'File' ? 'contents' : 'listing';
  if (location !== undefined) made['location'] = location;
  else if ((value[literal] ?? null) === null) context.fault(`${kind} needs "location", "path" or "${literal}"`, spanOf(value));
  for (const name of Object.keys(value)) if (!settled.has(name)) setMember(made, name, readValue(value[name]!, context) as Raw);
  if (typeof value['format'] === 'string') made['format'] = expand(value['format'], context.namespaces);
}

function locationOf({ location, path }: RawMap, document: string): string | undefined {
  if (typeof location === 'string' && !location.startsWith('_:')) return trimmed(resolveLocation(location, document));
  return typeof path === 'string' ? trimmed(resolvePath(path, document)) : undefined;
}

/** Folders are named without a final slash. */
function trimmed(uri: string): string {
  return uri.startsWith('file:') && uri.endsWith('/') ? uri.replace(/\/+$/, '') : uri;
}
