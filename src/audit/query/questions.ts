import { readdirSync, readFileSync } from 'node:fs';

/** A question that crate-run brings along. */
export interface Question {
  readonly name: string;
  /** The question in the words of people. */
  readonly title: string;
  /** What the answer says, and where it comes from. */
  readonly explanation: string;
  /** In SPARQL. */
  readonly query: string;
}

const folder = new URL('../../../profiles/questions/', import.meta.url);

/** All questions, by name: one file each, whose comments begin with the question and go on with the explanation. */
export function questions(): ReadonlyMap<string, Question> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.rq'));
  return new Map(files.sort().map((file) => [file.slice(0, -'.rq'.length), readQuestion(file)]));
}

function readQuestion(file: string): Question {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const [title = '', ...explanation] = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''));
  return { name: file.slice(0, -'.rq'.length), title, explanation: explanation.join(' '), query: text };
}
