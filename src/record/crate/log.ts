import { pathToIri } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import { inputRoutes, whereNow } from '../whereabouts.ts';
import { fileFacts } from './data.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';

/** Takes what a job wrote to stdout and stderr into the crate, about its action, and gives it. */
export function describeLogs(draft: Draft, action: string, ended: EventOf<'job.ended'>): Reference[] | undefined {
  const logs: Reference[] = [];
  const folder = `logs/${ended.job.slice(1)}${ended.attempt > 1 ? `.attempt-${ended.attempt}` : ''}`;
  for (const stream of ['stdout', 'stderr'] as const) {
    const location = ended[`${stream}Log`];
    if (location === undefined || draft.absent.has(location)) continue;
    const path = `${folder}/${stream}.txt`;
    const facts = fileFacts(draft, { class: 'File', location, basename: `${stream}.txt` });
    const description = ended.redacted?.includes(stream) ? 'Placeholders stand for the secrets of the run.' : undefined;
    const log = { '@id': pathToIri(path), '@type': 'File', ...facts, description, about: ref(action) };
    logs.push(describe(draft.graph, log));
    draft.data.set(location, pathToIri(path));
    draft.parts.add(pathToIri(path));
    draft.files.push({ path, from: whereNow(draft.ledger, location, inputRoutes) });
  }
  return logs.length > 0 ? logs : undefined;
}
