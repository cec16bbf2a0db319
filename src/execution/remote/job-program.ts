import { dirname } from 'node:path';
import { quote } from '../../base/shell.ts';
import type { JobSpec, Layout } from '../../job/jobspec.ts';
import { describeProgram } from '../connector/describe.ts';
import { jobParts, sharedParts } from './shell-parts.ts';

/** Where a job works at its location. */
export interface JobPlace {
  /** Folder of the run: what links in the output folder may lead to. */
  readonly root: string;
  /** Folder for the program, its report and the logs. */
  readonly control: string;
  readonly layout: Layout;
  /** Whether scratch space and staged inputs stay. */
  readonly keep: boolean;
}

/** A job as a program, and the texts that must lie beside it. */
export interface JobProgram {
  readonly program: string;
  /** By name, relative to the control folder. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Where a staged source is at the location, and whether it is the original itself. */
export interface SourcePlace {
  readonly path: string;
  readonly isOriginal: boolean;
}

/**
 * Spells a job out as one POSIX sh program that is started in its control folder. When it is `attended`, the end of its
 * standard input cancels the job, and its standard output is the archive of what it sends back; else that stays where it is,
 * with a description of the machine that ran it.
 */
export function writeJobProgram(
  spec: JobSpec,
  place: JobPlace,
  placeOf: (source: string) => SourcePlace,
  attended: boolean,
): JobProgram {
  const texts: Record<string, string> = attended ? {} : { describe: describeProgram };
  const prepare = [...makeFolders(spec), ...stage(spec, placeOf, texts), ...openStreams(spec)];
  const program = [
    placeVariables(place),
    `program=${quote(spec.command[0] ?? '')} path=${spec.environment['PATH'] === undefined ? '$PATH' : quote(spec.environment['PATH'])}`,
    `limit=${spec.timeLimit ?? ''} attended=${attended ? 'yes' : ''}`,
    `errors=${spec.stderr === undefined ? '' : quote(`${spec.layout.outdir}/${spec.stderr}`)}`,
    sharedParts,
    `prepare() {\n${prepare.join('\n')}\n}`,
    `start() {\n${startLine(spec, place)}\n}`,
    jobParts,
    ...(attended ? ['deliver\nstatus=$?\nleave\nexit $status'] : []),
  ];
  return { program: program.join('\n'), texts };
}

/** A program that brings what came of a job that nobody attended. `more` may write to the file `scheduler`. */
export function writeFetchProgram(place: JobPlace, more: string): string {
  return [
    placeVariables(place),
    sharedParts,
    'cd -- "$control" || exit 1',
    more,
    'deliver',
    'status=$?',
    'leave',
    'exit $status',
  ].join('\n');
}

function placeVariables({ root, control, layout, keep }: JobPlace): string {
  const { outdir, tmpdir, stagedir } = layout;
  const folders = { root, control, out: outdir, tmp: tmpdir, stage: stagedir };
  const lines = Object.entries(folders).map(([name, path]) => `${name}=${quote(path)}`);
  return [...lines, `keep=${keep ? 'yes' : ''}`].join('\n');
}

function makeFolders({ layout: { outdir, tmpdir } }: JobSpec): readonly string[] {
  return [`mkdir -p -- ${quote(outdir)} ${quote(tmpdir)}`];
}

function stage(
  { staging, layout }: JobSpec,
  placeOf: (source: string) => SourcePlace,
  texts: Record<string, string>,
): readonly string[] {
  const made = new Set([layout.outdir, layout.tmpdir]);
  const above = (target: string) => {
    const folder = dirname(target);
    if (made.has(folder)) return [];
    made.add(folder);
    return [`mkdir -p -- ${quote(folder)}`];
  };
  return staging.flatMap((entry, index) => {
    const target = quote(entry.target);
    switch (entry.kind) {
      case 'folder':
        made.add(entry.target);
        return [`mkdir -p -- ${target}`];
      case 'write':
        texts[`files/${index}`] = entry.contents;
        return [...above(entry.target), `mv -- files/${index} ${target}`];
      case 'link':
        // What the job may change it changes in the original, or in a copy that takes its place afterwards.
        if (!entry.writable || placeOf(entry.source).isOriginal)
          return [...above(entry.target), `ln -s -- ${quote(placeOf(entry.source).path)} ${target}`];
    }
    const source = quote(placeOf(entry.source).path);
    return [...above(entry.target), `cp -RP -- ${source} ${target}`, `chmod -R u+rwX -- ${target}`];
  });
}

/** Files that the job writes take the place of staged links, and what is to be read must be there. */
function openStreams({ stdin, stdout, stderr, layout: { outdir } }: JobSpec): readonly string[] {
  const outputs = [...new Set([stdout, stderr])].filter((name) => name !== undefined).map((name) => `${outdir}/${name}`);
  return [
    ...(stdin === undefined ? [] : [`: <${quote(stdin)}`]),
    ...outputs.flatMap((path) => [
      `mkdir -p -- ${quote(dirname(path))}`,
      `[ ! -h ${quote(path)} ] || rm -- ${quote(path)}`,
      `: >${quote(path)}`,
    ]),
  ];
}

function startLine({ command, environment, stdin, stdout, stderr, layout }: JobSpec, { control }: JobPlace): string {
  const variables = Object.entries(environment).map(([name, value]) => quote(`${name}=${value}`));
  const search = environment['PATH'] === undefined ? ['"PATH=$PATH"'] : [];
  // What the template of a job script exports reaches the job; of all else only what was asked for.
  const words = ['env', '${CRATE_RUN_TEMPLATE--i}', '-u', 'CRATE_RUN_TEMPLATE', ...search, ...variables, ...command.map(quote)];
  const place = (name: string | undefined, log: string) =>
    quote(name === undefined ? `${control}/${log}` : `${layout.outdir}/${name}`);
  const isOne = stdout !== undefined && stdout === stderr;
  const errors = isOne ? '2>&1' : `2>${place(stderr, 'stderr.log')}`;
  const input = stdin === undefined ? '/dev/null' : quote(stdin);
  return `exec $session "$@" ${words.join(' ')} <${input} >${place(stdout, 'stdout.log')} ${errors}`;
}
