import { Readable } from 'node:stream';
import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import type { Options } from '../kind.ts';
import type { QueueRequest } from '../queue.ts';
import type { QueueDialect, Submission } from './dialect.ts';
import { fillTemplate, optionsIn } from './template.ts';

/** How jobs of one service are given to its queue manager. */
export interface Service {
  readonly options: Options;
  /** Text of a job script that names `{{streamflow_command}}`. */
  readonly template: string;
}

/** What became of a request: `log` is where its script and the queue manager write. */
export type HandedIn = { readonly id: string; readonly log: string } | { readonly refused: string };

/** Requests that are handed in with one script: an array if there are several. */
interface Group {
  readonly members: readonly QueueRequest[];
  readonly submission: Submission;
  readonly script: string;
  /** Tells each task where its job is. */
  readonly run: string;
}

const never = new AbortController().signal;

/**
 * Hands jobs in with one command. When the connection breaks the command is sent again; it knows what it has handed in
 * before. Throws what `run` throws.
 */
export async function handIn(
  connector: Connector,
  dialect: QueueDialect,
  service: Service,
  requests: readonly QueueRequest[],
): Promise<readonly HandedIn[]> {
  const groups = groupAlike(requests, dialect, service);
  const parts = [
    ...requests.map(({ archive }) => archive),
    ...groups.flatMap(({ script, run }) => [Buffer.from(script), Buffer.from(run)]),
  ];
  const command = { program: writeProgram(requests, groups, dialect) };
  const attempt = () => ask(connector, { ...command, stdin: Readable.from(parts) }, never);
  const { stdout, stderr, exitCode } = await attempt().catch((thrown: unknown) => {
    if (thrown instanceof CrateRunError && thrown.code === 'CONN_LOST') return attempt();
    throw thrown;
  });
  const answers = new Map<QueueRequest, HandedIn>();
  groups.forEach(({ members, submission }, group) => {
    const printed = new RegExp(`^${group} (.*)$`, 'm').exec(stdout)?.[1] ?? '';
    const [, isTaken, words = ''] = /^(taken|refused) ?(.*)$/.exec(printed) ?? [];
    const id = isTaken === 'taken' ? dialect.idOf(words) : undefined;
    members.forEach((request, index) => {
      if (id === undefined) {
        const why = words.trim() || stderr.trim() || `the command that hands it in exited with ${exitCode}`;
        answers.set(request, { refused: why });
        return;
      }
      const { arrays } = dialect;
      const inArray = submission.tasks !== undefined && arrays;
      answers.set(request, {
        id: inArray ? arrays.taskId(id, index + 1) : id,
        log: inArray ? submission.log.replace(arrays.pattern, String(index + 1)) : submission.log,
      });
    });
  });
  return requests.map((request) => answers.get(request)!);
}

function groupAlike(requests: readonly QueueRequest[], dialect: QueueDialect, { options, template }: Service): readonly Group[] {
  const { mark, arrays } = dialect;
  const given = optionsIn(template, mark);
  const shell = /^#! *(\S+)/.exec(template)?.[1] ?? '/bin/sh';
  const alike = new Map<string, QueueRequest[]>();
  for (const request of requests) {
    const own = fillTemplate(template, { command: '', workdir: request.workdir });
    const key = arrays
      ? JSON.stringify([own, dialect.submit({ request, options, given, shell, script: '', log: '' })])
      : String(alike.size);
    const known = alike.get(key);
    if (known) known.push(request);
    else alike.set(key, [request]);
  }
  return [...alike.values()].map((members) => {
    const [request] = members as [QueueRequest];
    const folder = besideOf(request.folder);
    const isArray = arrays !== undefined && members.length > 1;
    const submission: Submission = {
      request,
      options,
      given,
      shell,
      script: `${folder}/script`,
      log: `${folder}/log${isArray ? `.${arrays.pattern}` : ''}`,
      ...(isArray ? { tasks: members.length } : {}),
    };
    return {
      members,
      submission,
      script: fillTemplate(template, { command: `/bin/sh ${quote(`${folder}/run`)}`, workdir: request.workdir }),
      run: writeRun(members, isArray ? arrays.variable : undefined),
    };
  });
}

/** Files that belong to a group: not in the folder of any of its jobs, for those go when the job is over. */
function besideOf(folder: string): string {
  return `${folder}.submitted`;
}

function writeRun(members: readonly QueueRequest[], variable: string | undefined): string {
  const start = ({ folder, around }: QueueRequest) =>
    `cd ${quote(folder)} && exec ${around === undefined ? '' : `${around} `}/bin/sh ./program`;
  if (variable === undefined) return `${start(members[0]!)}\n`;
  return ['case $' + variable + ' in', ...members.map((member, index) => `${index + 1}) ${start(member)} ;;`), 'esac', ''].join(
    '\n',
  );
}

/** Reads all archives, then script and start of each group; prints `GROUP taken ID` or `GROUP refused WORDS` for each. */
function writeProgram(requests: readonly QueueRequest[], groups: readonly Group[], dialect: QueueDialect): string {
  const unpack = requests.map(({ folder, archive }) => {
    const place = quote(folder);
    return `mkdir -p ${place} && cd ${place} && head -c ${archive.length} | tar -xof - || exit`;
  });
  const place = groups.map(({ submission, script, run }) => {
    const folder = quote(besideOf(submission.request.folder));
    return `mkdir -p ${folder} && cd ${folder} && head -c ${Buffer.byteLength(script)} >script && head -c ${Buffer.byteLength(run)} >run || exit`;
  });
  const submit = groups.map(({ submission }, group) => {
    const folder = quote(besideOf(submission.request.folder));
    const lines = [
      `cd ${folder} || exit`,
      `[ -s taken ] || { ${dialect.submit(submission)} >taking 2>refusal && mv taking taken; }`,
      `if [ -s taken ]; then echo "${group} taken $(tail -n 1 taken)"; else echo "${group} refused $(tr '\\n' ' ' <refusal)"; fi`,
    ];
    return lines.join('\n');
  });
  return [...unpack, ...place, ...submit].join('\n');
}
