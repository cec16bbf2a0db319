const closerOf: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** Strings, templates without `${`, comments: text in which brackets count for nothing. */
const quoted = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|\/\/[^\n]*|\/\*[^]*?\*\//y;
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y;
const templateText = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y;

/** After these words a slash begins a regular expression; after any other word, number or closing bracket it divides. */
const word = /[\p{L}\p{N}_$]+$/u;
const operators = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'throw',
  'new',
  'instanceof',
  'do',
  'else',
  'yield',
]);

/**
 * The index after the bracket that closes the one at `open`, or undefined when there is none. Brackets in JavaScript's
 * strings, templates, comments and regular expressions are passed over (CWL v1.2 §Expressions: "account for nesting").
 */
export function closingBracket(text: string, open: number): number | undefined {
  const expected: string[] = [];
  for (let at = open; at < text.length;) {
    const char = text[at]!;
    const closer = closerOf[char];
    if (closer) expected.push(closer);
    else if (char === expected.at(-1)) {
      expected.pop();
      if (expected.length === 0) return at + 1;
      // The brace that ended `${…}` inside a template: what follows is template text again.
      if (expected.at(-1) === '`') {
        at = afterTemplateText(text, at + 1, expected);
        continue;
      }
    } else if (char === '`') {
      expected.push('`');
      at = afterTemplateText(text, at + 1, expected);
      continue;
    }
    at = closer ? at + 1 : afterToken(text, at, open);
  }
  return undefined;
}

/** Where code goes on after template text: behind the closing backtick, or inside `${`. */
function afterTemplateText(text: string, at: number, expected: string[]): number {
  const end = at + matchAt(templateText, text, at);
  if (text[end] === '`') {
    expected.pop();
    return end + 1;
  }
  expected.push('}');
  return end + 2;
}

function afterToken(text: string, at: number, open: number): number {
  const length = matchAt(quoted, text, at);
  if (length > 0) return at + length;
  if (text[at] === '/' && !divides(text.slice(Math.max(open, at - 80), at).trimEnd()))
    return at + (matchAt(regularExpression, text, at) || 1);
  return at + 1;
}

function divides(before: string): boolean {
  const last = word.exec(before)?.[0];
  return last === undefined ? /[)\]}'"`]$/.test(before) : !operators.has(last);
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
