import { quote } from '../../../base/shell.ts';
import { showOption } from '../kind.ts';
import type { Submission } from '../queue/dialect.ts';

/** Options of a service that have a value of their own, and what qsub(1) calls them. */
const named: Readonly<Record<string, string>> = {
  account: 'A',
  begin: 'a',
  jobName: 'N',
  priority: 'p',
  project: 'P',
  queue: 'q',
};
/** Time that the job needs beside its own command, in seconds. */
const spare = 60;

/**
 * The options of qsub for one job. Several cores take a parallel environment, which every site names as it likes: `smp` unless
 * the service has another. Memory is asked for, not limited: limits count per core, and address space.
 */
export function qsubOptions({ options, request, given }: Pick<Submission, 'options' | 'request' | 'given'>): readonly string[] {
  const { name, cores, memoryMiB, timeLimit } = request;
  const { resources = {}, parallelEnvironment = 'smp', exportAllVariables } = options;
  const asked = new Map(Object.entries(resources as object).map(([key, value]) => [key, showOption(value as string)]));
  if (memoryMiB !== undefined && !asked.has('mem_free')) asked.set('mem_free', `${Math.max(1, Math.ceil(memoryMiB))}M`);
  if (timeLimit !== undefined && !asked.has('h_rt')) asked.set('h_rt', String(Math.ceil(timeLimit) + spare));
  const slots = Math.max(1, Math.ceil(cores));
  const words = [
    ...Object.entries(named).flatMap(([option, flag]) => {
      const value = options[option];
      return value === undefined ? [] : [`-${flag}`, showOption(value)];
    }),
    // A name begins with a letter.
    ...(options['jobName'] === undefined && !given.has('N') ? ['-N', `j-${name}`] : []),
    ...(slots === 1 || given.has('pe') ? [] : ['-pe', showOption(parallelEnvironment), String(slots)]),
    ...(asked.size === 0 || given.has('l') ? [] : ['-l', [...asked].map(([key, value]) => `${key}=${value}`).join(',')]),
    ...(exportAllVariables === true ? ['-V'] : []),
  ];
  return words.map(quote);
}
