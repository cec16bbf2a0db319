import type { Readable } from './content.ts';

/** Longer lines are given in pieces of this many characters. */
const longest = 1 << 20;

/** A line of text without its end; `ended` is what stood there. */
export interface Line {
  readonly text: string;
  readonly ended: '\n' | '\r\n' | '';
}

/** The lines of a file in UTF-8. Throws TypeError when it is not. */
export async function* lines(content: Readable): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of content.open()) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts)
      yield part.endsWith('\r') ? { text: part.slice(0, -1), ended: '\r\n' } : { text: part, ended: '\n' };
    for (; rest.length > longest; rest = rest.slice(longest)) yield { text: rest.slice(0, longest), ended: '' };
  }
  rest += decoder.decode();
  if (rest !== '') yield { text: rest, ended: '' };
}
