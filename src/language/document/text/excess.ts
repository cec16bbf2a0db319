import { Lexer } from './yaml-library.ts';

/** Texts up to this many characters are safe to parse whatever they hold. */
const harmless = 32 * 1024;
const mostAliases = 10_000;

/**
 * What makes a YAML text too costly to parse, or undefined: parsing brackets nested without end, or aliases without
 * number, takes memory and time out of all proportion to the text, and cannot be interrupted. Only words are looked at here.
 */
export function excessOf(text: string, deepest: number): string | undefined {
  if (text.length <= harmless) return undefined;
  let open = 0;
  let aliases = 0;
  let isText = false;
  for (const word of new Lexer().lex(text)) {
    // The lexer marks the text that follows; it may hold anything.
    if (isText) isText = false;
    else if (word === '\u001f') isText = true;
    else if (word === '[' || word === '{') open += 1;
    else if (word === ']' || word === '}') open -= 1;
    else if (word.startsWith('*')) aliases += 1;
    if (open > deepest) return `is nested deeper than ${deepest} levels`;
    if (aliases > mostAliases) return `has more than ${mostAliases} aliases`;
  }
  return undefined;
}
