import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, plain, widthOf, wrap } from './text.ts';

const face = { size: 11 };

describe('fit', () => {
  it('keeps what fits and shortens what does not', () => {
    expect(fit('samtools sort', 100, face)).toBe('samtools sort');
    expect(fit('samtools sort of everything there is', 100, face)).toMatch(/^samtools sort .*…$/);
  });

  it('never cuts a character in two', () => {
    expect(fit('👩‍🔬👩‍🔬👩‍🔬👩‍🔬', 35, face)).toBe('👩‍🔬👩‍🔬…');
  });

  it('gives what is no wider than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        expect(widthOf(fit(text, width, face), face)).toBeLessThanOrEqual(width);
        for (const line of wrap(text, width, face)) expect(widthOf(line, face)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it('breaks between words, once', () => {
    expect(wrap('Index the sequence of the reference', 130, face)).toEqual(['Index the sequence of the', 'reference']);
    expect(wrap('Index the sequence of the reference that was given to it', 130, face)[1]).toMatch(/^reference that.*…$/);
  });
});

describe('plain', () => {
  it('gives one line without characters that garble pictures', () => {
    expect(plain(' a\n\tb\u0000\u202ec\ud800 ')).toBe('a b\u{fffd}\u{fffd}c\u{fffd}');
  });
});
