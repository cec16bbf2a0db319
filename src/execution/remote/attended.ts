import { PassThrough } from 'node:stream';
import { quote } from '../../base/shell.ts';
import type { Connector } from '../connector/connector.ts';
import { cancelled } from '../connector/converse.ts';
import type { Carried, RemoteJob } from './carried.ts';
import { packTexts } from '../site/pack.ts';
import { receive, type Returned } from './returned.ts';

/** How long a program that was told to end may take to say so, in milliseconds. */
const patience = 15_000;

/**
 * Carries a job out with one command that lasts as long as the job. The end of its input means that nobody wants it any
 * more, whether it was cancelled or the connection was lost. Throws what the connector throws.
 */
export async function carryOutAttended(connector: Connector, job: RemoteJob, signal: AbortSignal): Promise<Carried> {
  const { folder, place, program } = job;
  const archive = await packTexts({ program: program.program, ...program.texts });
  if (signal.aborted) throw cancelled();
  const control = quote(place.control);
  const unpack = `mkdir -p ${control} && cd ${control} && head -c ${archive.length} | tar -xof - && exec /bin/sh ./program`;
  const stdin = new PassThrough();
  stdin.write(archive);
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    stdin.end();
    timer = setTimeout(() => over.abort(), patience);
  };
  signal.addEventListener('abort', cancel);
  try {
    let returned: Returned | undefined;
    const read = async (stream: Parameters<typeof receive>[0]) => {
      returned = await receive(stream, folder);
    };
    const { stderr, exitCode } = await connector.run({ program: unpack, stdin, read }, over.signal);
    return { ...(returned ? { returned } : {}), complaint: exitCode === 0 ? '' : stderr.trim() || `exit code ${exitCode}` };
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(timer);
  }
}
