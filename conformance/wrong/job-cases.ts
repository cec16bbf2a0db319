import type { WrongCase } from './case.ts';

const failed = { exitCode: 1, crate: true } as const;

/** Runs that begin and fail: the crate tells what happened. */
export const jobCases: readonly WrongCase[] = [
  {
    ...failed,
    name: 'JavaScript throws',
    args: ['expression-throws.cwl'],
    code: 'EXPR_FAILED',
    says: /the moon is not full/,
  },
  {
    ...failed,
    name: 'JavaScript never ends',
    args: ['expression-endless.cwl', '--eval-timeout', '1'],
    code: 'EXPR_TIMEOUT',
    says: /1 s/,
  },
  {
    ...failed,
    name: 'JavaScript eats memory',
    args: ['expression-memory.cwl', '--eval-timeout', '10'],
    code: 'EXPR_MEMORY',
    says: /memory/,
  },
  {
    ...failed,
    name: 'JavaScript recurses',
    args: ['expression-recursion.cwl'],
    code: ['EXPR_FAILED', 'EXPR_MEMORY'],
    says: /stack|recursion/i,
  },
  {
    ...failed,
    name: 'JavaScript reaches for the host',
    args: ['expression-host.cwl'],
    code: 'EXPR_FAILED',
    says: /process/,
  },
  {
    ...failed,
    name: 'reference to nothing',
    args: ['reference-unknown.cwl'],
    code: 'EXPR_FAILED',
    says: /nobody/,
  },
  { ...failed, name: 'program exits with 1', args: ['job-fails.cwl'], code: 'JOB_FAILED', says: /the sample is empty/ },
  { ...failed, name: 'program dies of a signal', args: ['job-killed.cwl'], code: 'JOB_FAILED', says: /SIGSEGV|139/ },
  {
    ...failed,
    name: 'no such program',
    args: ['no-such-program.cwl'],
    code: 'JOB_NOT_STARTED',
    says: /no-such-program-anywhere/,
  },
  { ...failed, name: 'program over its time limit', args: ['over-time-limit.cwl'], code: 'JOB_TIME_LIMIT', says: /1 s/ },
  { ...failed, name: 'too many cores asked for', args: ['too-many-cores.cwl'], code: 'SCHED_IMPOSSIBLE', says: /1000000/ },
  { ...failed, name: 'output missing', args: ['missing-output.cwl'], code: 'TOOL_OUTPUT', says: /report/ },
  {
    ...failed,
    name: 'broken cwl.output.json',
    args: ['broken-output-object.cwl'],
    code: 'TOOL_OUTPUT',
    says: /cwl\.output\.json/,
  },
  { ...failed, name: 'glob outside', args: ['glob-outside.cwl'], code: 'TOOL_UNSAFE_PATH', says: /\/etc\/passwd/ },
  { ...failed, name: 'link outside', args: ['link-outside.cwl'], code: 'TOOL_UNSAFE_PATH', says: /stolen\.txt/ },
  {
    ...failed,
    name: 'cwl.output.json names a file outside',
    args: ['output-object-outside.cwl'],
    code: 'TOOL_UNSAFE_PATH',
    says: /\/etc\/passwd/,
  },
  { ...failed, name: 'entryname outside', args: ['entryname-outside.cwl'], code: 'TOOL_UNSAFE_PATH', says: /\.\.\/escaped\.txt/ },
  { ...failed, name: 'stdout outside', args: ['stdout-outside.cwl'], code: 'TOOL_UNSAFE_PATH', says: /\.\.\/escaped\.txt/ },
];
