import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasExpression, scan, type Piece } from './scanner.ts';

const sources = (text: string) => scan(text, 'v1.2').flatMap((piece) => (piece.kind === 'expression' ? [piece.source] : []));
const show = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.source}>`)).join('');

describe('scan', () => {
  it('splits text and expressions', () => {
    expect(scan('a $(x)${return 1}$', 'v1.2')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'expression', source: '$(x)' },
      { kind: 'expression', source: '${return 1}' },
      { kind: 'text', text: '$' },
    ]);
    expect(show(scan('$$(x) $$ $x $', 'v1.2'))).toBe('$<$(x)> $$ $x $');
  });

  it.each([
    ['nested brackets', '$(f({a: [1, (2)]}))'],
    ['brackets in strings', `$(inputs["a)b"] + '}' + ")")`],
    ['escaped quotes', String.raw`$(inputs['b\'az)'])`],
    ['comments', "${ // don't }\n /* } it's ' */ return 1; }"],
    ['regular expressions', String.raw`$(inputs.a.replace(/[)'"/]\/\)/g, '(') / 2 / (3))`],
    ['a regular expression after return', "${ return /}'/.test(self) }"],
    ['division', '$(inputs.a / 2 + (inputs.b) / 3 + inputs.c[0] / 4)'],
    ['templates', '$(`)${ `}${ {a: ")"}.a }` }(`)'],
    ['a template with an escape', '$(`\\`) \\${(` + "x")'],
  ])('finds the end with %s', (_name, source) => {
    expect(sources(`before ${source} after`)).toEqual([source]);
  });

  it.each(['$(a', '${ "}"', '$(a]', '$(`${)`)'])('refuses %s, which is never closed', (text) => {
    expect(() => scan(`x ${text}`, 'v1.2')).toThrow(expect.objectContaining({ code: 'EXPR_SYNTAX' }));
  });

  it('reads escapes of v1.2 in one pass', () => {
    expect(show(scan(String.raw`\$(a) \\$(a) \\\$(a) \\\\$(a) \x \$ \${b} \ `, 'v1.2'))).toBe(
      String.raw`$(a) \<$(a)> \$(a) \\<$(a)> \x \$ \${b} \ `.replace(String.raw`\${b}`, '${b}'),
    );
  });

  it.each(['v1.0', 'v1.1'] as const)('lets a backslash go away before v1.2 (%s)', (version) => {
    expect(show(scan(String.raw`\$(a) \\$(a) a\b $(c)\ `.trimEnd(), version))).toBe(
      String.raw`$(a) \<$(a)> ab <$(c)>\ `.trimEnd(),
    );
  });

  it('loses no text', () => {
    const part = fc.constantFrom('$', '(', ')', '{', '}', '[', ']', 'a', ' ', '\n', '"', "'", '/', '`', '*', '😀');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        let pieces: readonly Piece[];
        try {
          pieces = scan(text, 'v1.2');
        } catch {
          return hasExpression(text);
        }
        return pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.source)).join('') === text;
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back any text that was escaped', () => {
    const part = fc.constantFrom('$', '(', ')', '{', '}', '\\', 'a', ' ', '\n', '😀');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const escaped = text.replaceAll('\\', '\\\\').replace(/\$(?=[({])/g, '\\$');
        expect(show(scan(`${escaped}$(x)`, 'v1.2'))).toBe(`${text}<$(x)>`);
      }),
    );
  });
});
