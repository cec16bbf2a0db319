import { answerFormats, queryCrate, questions, readQuery } from '../app/query.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';
import { usage } from './usage.ts';

/** `crate-run query CRATE`: prints the answer to a question, or the questions that there are; gives the exit code. */
export async function queryCommand(crate: string, options: Arguments): Promise<number> {
  const { question, sparql } = options;
  const query = sparql === undefined ? question && queryOf(question) : readQuery(sparql);
  if (query === undefined || options.questions) return listQuestions(options);
  const format = options.json ? 'json' : (answerFormats.find((name) => name === options.format) ?? 'table');
  const answer = await queryCrate(crate, query, format);
  // Carriage returns end the lines of CSV.
  process.stdout.write(format === 'csv' ? answer.split('\r\n').map(clean).join('\r\n') : `${clean(answer).trimEnd()}\n`);
  return 0;
}

/** `crate-run query --questions`: prints what can be asked; gives the exit code. */
export function listQuestions({ json }: Arguments): number {
  const all = [...questions().values()];
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.flatMap(({ name, title, explanation }) => [
    `${name.padEnd(width)}  ${title}`,
    `${' '.repeat(width)}  ${explanation}`,
  ]);
  process.stdout.write(json ? `${JSON.stringify(all, null, 1)}\n` : `${lines.join('\n')}\n`);
  return 0;
}

function queryOf(name: string): string {
  const found = questions().get(name);
  if (!found) throw usage(`there is no question ${name}; \`crate-run query --questions\` lists them`);
  return found.query;
}
