import type { Compared, Comparison } from './comparison.ts';
import { describe } from './describe.ts';
import { levels, type Verdict } from './level.ts';
import type { TonkazResult } from './tonkaz.ts';

/** How many files are named: what fits a screen. */
const mostNamed = 20;

const verdicts: Readonly<Record<Verdict, (required: string) => string>> = {
  reached: (required) => `reached ${required}`,
  below: (required) => `below ${required}`,
  open: (required) => `cannot tell whether ${required} is reached`,
};

/** A comparison as lines that fit a screen: the verdict, how many files have which level, the worst files. */
export function comparisonLines({ a, b, files, ignored, required, verdict }: Comparison): readonly string[] {
  const worst = files.filter(({ level }) => level !== 'IDENTICAL').sort((x, y) => severity(x) - severity(y));
  const more = worst.length - mostNamed;
  return [
    `compare ${a} with ${b}: ${verdicts[verdict](required)}`,
    `  ${counts(files)}${ignored.length > 0 ? `; ${ignored.length} left out by ${[...new Set(ignored.map(({ pattern }) => pattern))].join(', ')}` : ''}`,
    ...worst.slice(0, mostNamed).map((file) => `  ${file.level.padEnd(16)} ${file.path}  ${describe(file)}`),
    ...(more > 0 ? [`  … and ${more} more: --json has them all`] : []),
  ];
}

/** What was found on the scale of Tonkaz as lines. */
export function tonkazLines({ files, onlyInSecond }: TonkazResult): readonly string[] {
  const named = files.filter(({ stars }) => stars < 2);
  return [
    `levels 3/2/1/0 of Tonkaz: ${tonkazCounts({ files, onlyInSecond }).join('/')}`,
    ...(onlyInSecond.length > 0 ? [`  only in the second: ${onlyInSecond.length}`] : []),
    ...named
      .slice(0, mostNamed)
      .map(({ id, stars, apart }) => `  ${stars}  ${id}  ${stars === 0 ? 'only in the first' : apart.join(', ')}`),
    ...(named.length > mostNamed ? [`  … and ${named.length - mostNamed} more: --json has them all`] : []),
  ];
}

/** How many files have the levels 3, 2, 1 and 0 of Tonkaz. */
export function tonkazCounts({ files }: TonkazResult): readonly number[] {
  return [3, 2, 1, 0].map((stars) => files.filter((file) => file.stars === stars).length);
}

function counts(files: readonly Compared[]): string {
  const found = levels.map((level) => [level, files.filter((file) => file.level === level).length] as const);
  const text = found.filter(([, count]) => count > 0).map(([level, count]) => `${count} ${level}`);
  return text.length > 0 ? text.join(', ') : 'nothing to compare';
}

/** What differs comes before what cannot be told, and that before what is equal in the end. */
function severity({ level }: Compared): number {
  return (['MISSING', 'DIFFERENT', 'CANNOT-TELL', 'SIMILAR', 'WITHIN-TOLERANCE', 'EQUIVALENT', 'IDENTICAL'] as const).indexOf(
    level,
  );
}
