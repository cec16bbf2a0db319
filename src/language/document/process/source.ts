import { spanOf } from '../../../base/span.ts';
import type { Sink } from '../../model/process.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import { didYouMean } from '../../../base/suggest.ts';

/**
 * The port that an identifier means: `input` or `step/output`. Full identifiers (`#main/step/output`,
 * `wf.cwl#input`) lose what stands before; undefined when no such port exists.
 */
function portOf(id: string, ports: ReadonlySet<string>): string | undefined {
  const hash = id.indexOf('#');
  if (hash < 0) return ports.has(id) ? id : undefined;
  const parts = id.slice(hash + 1).split('/');
  const candidates = parts.map((_, index) => parts.slice(index).join('/'));
  return candidates.find((candidate) => ports.has(candidate));
}

/** The sources of a sink as bare names. Those that do not exist are reported and stay as they were written. */
export function linked(end: Sink, field: string, name: string, at: Cursor, ports: ReadonlySet<string>): Sink['source'] {
  // Ports that could not be read are no reason to blame their links.
  const blame = !at.scope.isFaulty();
  return end.source.map((id) => {
    const port = portOf(id, ports);
    if (port !== undefined || !blame) return port ?? id;
    const span = spanOf(end, field) ?? at.span;
    const hint = didYouMean(id, ports) || (ports.size <= 8 ? `; known: ${[...ports].join(', ') || 'none'}` : '');
    fault({ ...at, span }, 'DOC_REFERENCE', `${name}: source "${id}" is no input and no step output${hint}`);
    return id;
  });
}
