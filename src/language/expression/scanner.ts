import { isSince, type CwlVersion } from '../model/process.ts';
import { expressionError } from './fault.ts';
import { closingBracket } from './javascript-brackets.ts';

/** A run of literal text, escapes resolved; or one expression as written, `$(…)` or `${…}`. */
export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'expression'; readonly source: string };

/** Whether the text must be scanned. Text without `$(` and `${` stands for itself, backslashes included. */
export function hasExpression(text: string): boolean {
  return text.includes('$(') || text.includes('${');
}

/**
 * Splits text into its literal parts and its expressions, in one pass (CWL v1.2 §String interpolation).
 * Escapes follow the version of the document: v1.2 knows `\$(`, `\${` and `\\`; before, a backslash only went away.
 * Throws EXPR_SYNTAX when an expression is not closed.
 */
export function scan(text: string, version: CwlVersion): readonly Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let at = 0;
  const addLiteral = () => {
    if (literal !== '') pieces.push({ kind: 'text', text: literal });
    literal = '';
  };
  while (at < text.length) {
    const special = nextSpecial(text, at);
    literal += text.slice(at, special);
    at = special;
    if (text[at] === '\\') {
      const escape = readEscape(text.slice(at, at + 3), version);
      literal += escape.meaning;
      at += escape.length;
    } else if (at < text.length) {
      const end = closingBracket(text, at + 1);
      if (end === undefined) throw expressionError('EXPR_SYNTAX', `"${text.slice(at, at + 2)}" is never closed`, text.slice(at));
      addLiteral();
      pieces.push({ kind: 'expression', source: text.slice(at, end) });
      at = end;
    }
  }
  addLiteral();
  return pieces;
}

/** Where the next backslash or expression begins, or the end of the text. */
function nextSpecial(text: string, from: number): number {
  const special = /\\|\$[({]/g;
  special.lastIndex = from;
  return special.exec(text)?.index ?? text.length;
}

/** What the backslash at the start of `ahead` means, and how many characters it covers. */
function readEscape(ahead: string, version: CwlVersion): { meaning: string; length: number } {
  const escaped = ahead.slice(1, 2);
  if (!isSince(version, 'v1.2')) return escaped === '' ? { meaning: '\\', length: 1 } : { meaning: escaped, length: 2 };
  if (escaped === '\\') return { meaning: '\\', length: 2 };
  if (ahead === '\\$(' || ahead === '\\${') return { meaning: ahead.slice(1), length: 3 };
  return { meaning: '\\', length: 1 };
}
