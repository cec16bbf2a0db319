import { join } from 'node:path';
import { capture, type Captured } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun, fixtures } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import type { WrongCase } from './case.ts';
import { pointsTo } from './check.ts';

/** Seconds after which an answer comes too late. */
const limit = 60;

/** How one program told what is wrong. */
interface Telling {
  readonly lines: number;
  /** Whether the place was named; undefined where none is expected. */
  readonly place: boolean | undefined;
  readonly seconds: number;
}

/** Prints how crate-run and cwltool tell the same mistakes: lines, whether they name the place, and after how long. */
export async function compareMessages(cases: readonly WrongCase[]): Promise<void> {
  const cwltool = [join(await pythonEnvironment('cwl'), 'cwltool'), '--disable-color', '--no-container'];
  const rows: (readonly [WrongCase, Telling, Telling])[] = [];
  for (const tried of cases) {
    rows.push([tried, await tell([...crateRun, '--no-container'], tried), await tell(cwltool, tried)]);
  }
  const heads = ['mistake', 'lines', 'cwltool', 'place', 'cwltool', 'seconds', 'cwltool'];
  const cells = rows.map(([{ name }, own, other]) => [
    name,
    ...[own, other].map(({ lines }) => String(lines)),
    ...[own, other].map(({ place }) => (place === undefined ? '' : place ? 'yes' : 'no')),
    ...[own, other].map(({ seconds }) => seconds.toFixed(2)),
  ]);
  console.log(table(heads, cells));
  const own = rows.map(([, telling]) => telling);
  const other = rows.map(([, , telling]) => telling);
  console.log(`\ncrate-run: ${summary(own)}\ncwltool: ${summary(other)}`);
}

function tell(program: readonly string[], tried: WrongCase): Promise<Telling> {
  return withScratch(async (scratch) => {
    const places = ['--outdir', join(scratch, 'out')];
    const cwd = join(fixtures, 'wrong');
    const captured = await capture([...program, '--quiet', ...places, ...tried.args], { cwd, env: { TMPDIR: scratch }, limit });
    const text = told(captured);
    const lines = text.split('\n').filter((line) => line.trim() !== '').length;
    return { lines, place: tried.at === undefined ? undefined : pointsTo(text, tried.at), seconds: captured.seconds };
  });
}

/** What a person reads: stderr, without the end of the stderr of jobs. */
function told({ stderr }: Captured): string {
  return stderr.replaceAll(/^ {2}\| .*$/gm, '');
}

function summary(all: readonly Telling[]): string {
  const located = all.filter(({ place }) => place !== undefined);
  const places = `${located.filter(({ place }) => place).length} of ${located.length} places named`;
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return `${median(all.map(({ lines }) => lines))} lines and ${median(all.map(({ seconds }) => seconds)).toFixed(2)} s in the median, ${places}`;
}
