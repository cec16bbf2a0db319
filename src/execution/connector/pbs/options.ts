import { quote } from '../../../base/shell.ts';
import { showOption, type Options } from '../kind.ts';
import type { Submission } from '../queue/dialect.ts';

/** Options of a service that have a value of their own, and what qsub(1B) calls them. */
const named: Readonly<Record<string, string>> = {
  account: 'A',
  begin: 'a',
  checkpoint: 'c',
  destination: 'q',
  jobName: 'N',
  mailOptions: 'm',
  prefix: 'C',
  priority: 'p',
  shellList: 'S',
  userList: 'u',
  variableList: 'v',
};
/** Time that the job needs beside its own command, in seconds. */
const spare = 60;

/** The options of qsub for one job: a service that says what chunks a job gets says all of it. */
export function qsubOptions({ options, request, given, shell }: Submission): readonly string[] {
  const { name, cores, memoryMiB, timeLimit } = request;
  const { rerunnable = false, exportAllVariables } = options;
  const resources = pairs(options['resources']);
  const isSet = (...keys: readonly string[]) => keys.some((key) => resources.some(([known]) => known === key));
  const memory = memoryMiB === undefined || isSet('mem') ? '' : `:mem=${Math.max(1, Math.ceil(memoryMiB))}mb`;
  const asked = [
    ...(isSet('select', 'nodes', 'ncpus') ? [] : [`select=1:ncpus=${Math.max(1, Math.ceil(cores))}${memory}`]),
    ...(timeLimit === undefined || isSet('walltime') ? [] : [`walltime=${Math.ceil(timeLimit) + spare}`]),
  ];
  const words = [
    ...Object.entries(named).flatMap(([option, flag]) => {
      const value = options[option];
      return value === undefined ? [] : [`-${flag}`, showOption(value)];
    }),
    ...(options['shellList'] === undefined ? ['-S', shell] : []),
    ...(options['jobName'] === undefined && !given.has('N') ? ['-N', name.slice(0, 15)] : []),
    ...(given.has('l') ? [] : asked.flatMap((each) => ['-l', each])),
    ...resources.flatMap(([key, value]) => ['-l', `${key}=${value}`]),
    ...pairs(options['additionalAttributes']).flatMap(([key, value]) => ['-W', `${key}=${value}`]),
    ...['-r', rerunnable === true ? 'y' : 'n'],
    ...(exportAllVariables === true ? ['-V'] : []),
  ];
  return words.map(quote);
}

function pairs(value: Options[string]): readonly (readonly [string, string])[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value as Options) : [];
  return members.flatMap(([key, member]) => (member === undefined ? [] : [[key, showOption(member)] as const]));
}
