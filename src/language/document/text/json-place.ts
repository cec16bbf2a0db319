import { place, type Span } from '../../../base/span.ts';
import type { RawMap } from './raw.ts';

/** Gives the members of the object that JSON text holds their places. The text is searched only when a place is asked for. */
export function placeJson(value: RawMap, text: string, document: string): void {
  let found: ReadonlyMap<string, Span> | undefined;
  const fields: Record<string, Span> = {};
  for (const key of Object.keys(value)) {
    Object.defineProperty(fields, key, { get: () => (found ??= membersOf(text, document)).get(key) });
  }
  place(value, { document, line: 1, column: 1 }, fields);
}

/** Where each member of the outermost object begins. The text is known to be JSON. */
function membersOf(text: string, document: string): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && token.endsWith(':')) {
      const lines = text.slice(0, index).split('\n');
      spans.set(JSON.parse(token.slice(0, -1)) as string, { document, line: lines.length, column: lines.at(-1)!.length + 1 });
    }
  }
  return spans;
}
