import { samePlace, spanOf, type Span } from '../../base/span.ts';
import type { CwlValue } from '../model/value.ts';
import { resolveLocation, resolvePath } from './location.ts';
import { expand, type Namespaces } from './namespace.ts';
import { isRawMap, setMember, type Raw, type RawMap } from './raw.ts';

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
  const made = kind === 'File' || kind === 'Directory' ? fileOrDirectory(kind, value, context) : members(value, context);
  return samePlace(made, value);
}

function members(value: RawMap, context: ValueContext): Record<string, CwlValue> {
  const made: RawMap = {};
  for (const [name, member] of Object.entries(value)) setMember(made, name, readValue(member, context) as Raw);
  return made;
}

/** Fields that are settled here, or that follow from the location and are set for each job anew. */
const settled = new Set(['class', 'location', 'path', 'dirname', 'nameroot', 'nameext']);

/** Literals have no location. */
function fileOrDirectory(kind: 'File' | 'Directory', value: RawMap, context: ValueContext): Record<string, CwlValue> {
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !settled.has(name)));
  const location = locationOf(value, context.document);
  const literal = kind === 'File' ? 'contents' : 'listing';
  if (location === undefined && (value[literal] ?? null) === null) {
    context.fault(`${kind} needs "location", "path" or "${literal}"`, spanOf(value));
  }
  const made = { class: kind, ...(location !== undefined && { location }), ...members(rest, context) };
  return typeof value['format'] === 'string' ? { ...made, format: expand(value['format'], context.namespaces) } : made;
}

function locationOf({ location, path }: RawMap, document: string): string | undefined {
  if (typeof location === 'string' && !location.startsWith('_:')) return trimmed(resolveLocation(location, document));
  return typeof path === 'string' ? trimmed(resolvePath(path, document)) : undefined;
}

/** Folders are named without a final slash. */
function trimmed(uri: string): string {
  return uri.startsWith('file:') && uri.endsWith('/') ? uri.replace(/\/+$/, '') : uri;
}
