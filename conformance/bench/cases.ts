import * as documents from './documents.ts';
import { loops, type Loop } from './loops.ts';

/** One measurement: documents, their input object and what to measure beside crate-run. */
export interface BenchCase {
  readonly name: string;
  /** File name → document; the first one is run. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly job: unknown;
  /** `full`: cwltool's time is quadratic here, so it is measured only when asked for. */
  readonly peer: 'always' | 'full';
  /** The least that any engine on this machine has to do. */
  readonly limit?: Loop;
}

/** Every case, in the order of the table. */
export function benchCases(): readonly BenchCase[] {
  const count = (size: number) => ({ is: documents.numbers(size) });
  return [
    { name: 'one echo', documents: { 'echo.cwl': documents.echo }, job: {}, peer: 'always', limit: loops.echo(1) },
    ...[100, 1000, 10_000].map((size) => ({
      name: `${size} × true`,
      documents: { 'scatter-true.cwl': documents.scatterTrue },
      job: count(size),
      peer: peerOf(size),
      limit: loops.spawn(size),
    })),
    ...[1000, 10_000].map((size) => ({
      name: `${size} × echo to a file`,
      documents: { 'scatter-echo.cwl': documents.scatterEcho },
      job: count(size),
      peer: peerOf(size),
      limit: loops.echo(size),
    })),
    ...[1000, 10_000].map((size) => ({
      name: `${size} expression tools`,
      documents: { 'scatter-expression.cwl': documents.scatterExpression },
      job: count(size),
      peer: peerOf(size),
    })),
    {
      name: 'chain of 100',
      documents: { 'chain.cwl': documents.chain(100), 'f.txt': 'one line\n' },
      job: { f: { class: 'File', location: 'f.txt' } },
      peer: 'always',
      limit: loops.cat(100),
    },
    {
      name: '200 expressions in one tool',
      documents: { 'expressions.cwl': documents.manyExpressions(200) },
      job: {},
      peer: 'always',
    },
    {
      name: '300 steps',
      documents: { 'wide.cwl': documents.wide(300), 'true.cwl': documents.trueTool },
      job: {},
      peer: 'always',
      limit: loops.spawn(300),
    },
    {
      name: '100 × sleep 0.2',
      documents: { 'scatter-sleep.cwl': documents.scatterSleep },
      job: count(100),
      peer: 'always',
      limit: loops.sleep(100, 0.2),
    },
  ];
}

function peerOf(size: number): BenchCase['peer'] {
  return size > 1000 ? 'full' : 'always';
}
