import type { Connector } from '../connector/connector.ts';
import type { Queue } from '../connector/queue.ts';
import type { Carried, RemoteJob } from './carried.ts';
import { writeFetchProgram } from './job-program.ts';
import { packTexts } from '../site/pack.ts';
import { receive, type Returned } from './returned.ts';

/** What is fetched after a cancellation must not be cancelled by it. */
const never = new AbortController().signal;

/** Carries a job out by a queue manager: one command hands it in, one brings back what came of it. */
export async function carryOutQueued(connector: Connector, queue: Queue, job: RemoteJob, signal: AbortSignal): Promise<Carried> {
  const { spec, folder, place, program } = job;
  const { cores, ram } = spec.resources;
  const submitted = await queue.submit(
    {
      name: nameOf(spec.command[0] ?? ''),
      folder: place.control,
      archive: await packTexts({ program: program.program, ...program.texts }),
      cores,
      ...(spec.asksForMemory ? { memoryMiB: ram } : {}),
      ...(spec.timeLimit === undefined ? {} : { timeLimit: spec.timeLimit }),
      workdir: spec.layout.outdir,
    },
    signal,
  );
  if ('refused' in submitted) return { complaint: submitted.refused, isRefused: true };
  const { id } = submitted;
  await queue.wait(id, place.control, signal);
  let returned: Returned | undefined;
  const read = async (stream: Parameters<typeof receive>[0]) => {
    returned = await receive(stream, folder);
  };
  const fetch = writeFetchProgram(place, `{\n${queue.tell(id)}\n} >scheduler`);
  const { stderr, exitCode } = await connector.run({ program: fetch, read }, never);
  const verdict = queue.judge(id, returned?.scheduler ?? '');
  return {
    ...(returned ? { returned } : {}),
    complaint: exitCode === 0 ? '' : stderr.trim() || `exit code ${exitCode}`,
    verdict,
  };
}

/** The name of the program, in letters that every queue manager takes. */
function nameOf(command: string): string {
  return command.replace(/^.*\//, '').replace(/[^\w.-]/g, '_') || 'job';
}
