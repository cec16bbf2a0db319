import { catalogue } from '../../src/base/catalogue.ts';
import type { WrongCase } from './case.ts';
import type { Answer } from './try-case.ts';

/** What is wrong with an answer: one line for each thing, none when it is as it should be. */
export function complaintsOf(expected: WrongCase, answer: Answer): readonly string[] {
  const codes = [expected.code].flat();
  const messages = answer.stderr.split('\n').flatMap((line) => /\[([A-Z]+(?:_[A-Z]+)*)\]$/.exec(line)?.[1] ?? []);
  const known = messages.filter((code) => code in catalogue);
  const stray = strayOutput(answer.stdout);
  const complaints: readonly (readonly [boolean, string])[] = [
    [answer.overtime, `no answer after ${answer.seconds.toFixed(0)} s`],
    [answer.exitCode !== expected.exitCode, `exit code ${answer.exitCode ?? 'none'} instead of ${expected.exitCode}`],
    [known.length !== 1, `${known.length} messages instead of one`],
    [!codes.some((code) => known.includes(code)), `code ${known.join(', ') || 'none'} instead of ${codes.join(' or ')}`],
    [!expected.says.test(answer.stderr), `the message does not say ${expected.says}`],
    [expected.at !== undefined && !pointsTo(answer.stderr, expected.at), `the message does not point to ${expected.at ?? ''}`],
    [/^\s+at .*:\d+:\d+\)?$/m.test(answer.stderr), 'a stack trace'],
    [stray !== undefined, `stdout: ${stray ?? ''}`],
    [answer.crate === 'torn', 'a torn crate'],
    [answer.crate === 'whole' && expected.crate !== true, 'a crate of a run that never was'],
    [answer.crate === 'none' && expected.crate === true, 'no crate of the failed run'],
    [answer.leavings.length > 0, `left behind: ${answer.leavings.join(', ')}`],
  ];
  return complaints.filter(([wrong]) => wrong).map(([, line]) => line);
}

/** Whether the text names the place, `file` or `file:line`, followed by a column. */
export function pointsTo(text: string, place: string): boolean {
  const rest = place.includes(':') ? ':\\d+' : ':\\d+:\\d+';
  return new RegExp(`${place.replaceAll('.', '\\.')}${rest}`).test(text);
}

/** What stands on stdout beside one JSON object; undefined when nothing does. */
function strayOutput(stdout: string): string | undefined {
  if (stdout.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(stdout);
    return typeof value === 'object' && value !== null ? undefined : stdout;
  } catch {
    return stdout.slice(0, 200);
  }
}
