import { parentPort, workerData } from 'node:worker_threads';
import { Store } from 'oxigraph';
import { messageOf } from '../../base/error.ts';
import type { Reply, Request } from './ask.ts';

// The program of the thread that answers one query, and the door to oxigraph, an engine that was built without any network.

parentPort?.postMessage(replyTo(workerData as Request));

function replyTo({ texts, base, query, format }: Request): Reply {
  const store = new Store();
  try {
    for (const { text, format } of texts) store.load(text, { format, base_iri: base });
  } catch (thrown) {
    return { code: 'CRATE_METADATA', problem: `the crate holds RDF that cannot be read: ${messageOf(thrown)}` };
  }
  try {
    return { answer: store.query(query, { base_iri: base, results_format: format }) as string };
  } catch (thrown) {
    return { code: 'QUERY_REFUSED', problem: messageOf(thrown) };
  }
}
