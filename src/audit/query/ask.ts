import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CrateRunError } from '../../base/error.ts';

/** RDF as text. */
export interface RdfText {
  readonly text: string;
  /** Its media type. */
  readonly format: string;
}

/** What the thread that answers is asked. */
export interface Request {
  readonly texts: readonly RdfText[];
  /** What relative IRIs are relative to. */
  readonly base: string;
  /** In SPARQL 1.1. */
  readonly query: string;
  /** The format of the answer as the SPARQL standards have it; graphs come as JSON-LD whatever it is. */
  readonly format: 'json' | 'csv' | 'tsv';
}

/** What the thread says: the answer, or why there is none. */
export type Reply = { readonly answer: string } | { readonly code: 'CRATE_METADATA' | 'QUERY_REFUSED'; readonly problem: string };

/** What an answer may cost. */
export interface Cost {
  readonly seconds: number;
  readonly memoryMiB: number;
}

const usual: Cost = { seconds: 60, memoryMiB: 2048 };

/**
 * Asks data a query. The engine works in a thread of its own, which is ended when it takes too long or too much memory: a
 * query may be as hostile as a crate. It has nothing but the data. Throws QUERY_REFUSED, QUERY_LIMIT and CRATE_METADATA.
 */
export async function ask(request: Request, cost = usual): Promise<string> {
  // Compiled files end in .js, sources in .ts.
  const program = new URL(`./query-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(program, { workerData: request, env: {} });
  try {
    const reply = await replyWithin(worker, cost);
    if ('answer' in reply) return reply.answer;
    throw new CrateRunError(reply.code, reply.problem);
  } finally {
    await worker.terminate();
  }
}

function replyWithin(worker: Worker, { seconds, memoryMiB }: Cost): Promise<Reply> {
  const before = process.memoryUsage.rss();
  return new Promise((resolve, reject) => {
    const stop = (what: string) => reject(new CrateRunError('QUERY_LIMIT', `the answer took more than ${what}`));
    const late = setTimeout(() => stop(`${seconds} s`), seconds * 1000);
    // What the engine holds lies outside the heap of the thread, which alone has a limit.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > memoryMiB * 2 ** 20) stop(`${memoryMiB} MiB`);
    }, 20);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(late);
      clearInterval(watch);
    });
  });
}
