import { existsSync, readFileSync } from 'node:fs';
import { openCrate } from '../audit/open/open.ts';
import { ask } from '../audit/query/ask.ts';
import { dataOf } from '../audit/query/data.ts';
import { withPrefixes } from '../audit/query/prologue.ts';
import { asTable } from '../audit/query/table.ts';

export { questions } from '../audit/query/questions.ts';

export const answerFormats = ['table', 'json', 'csv', 'tsv'] as const;
type AnswerFormat = (typeof answerFormats)[number];

/**
 * Asks a crate, of whomever, a query in SPARQL: of its metadata, and of the provenance if it has any. Throws QUERY_REFUSED,
 * QUERY_LIMIT and what opening the crate throws.
 */
export async function queryCrate(source: string, query: string, format: AnswerFormat): Promise<string> {
  const crate = await openCrate(source);
  try {
    const { texts, base } = await dataOf(crate);
    const answer = await ask({ texts, base, query: withPrefixes(query), format: format === 'table' ? 'json' : format });
    return format === 'table' ? asTable(answer, base) : answer;
  } finally {
    await crate.close();
  }
}

/** A query as the user gives it: the name of a file, or the query itself. */
export function readQuery(word: string): string {
  return existsSync(word) ? readFileSync(word, 'utf8') : word;
}
