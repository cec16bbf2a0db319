/** Advance widths of Helvetica for U+0020 to U+007E in thousandths of the font size; Arial and Liberation Sans share them. */
const advances = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
  722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
  500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Scripts whose letters are about as wide as high, and pictographs. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3fffd}]/u;

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How a text is set: size in pixels, and whether it is bold. */
export interface Face {
  readonly size: number;
  readonly bold?: boolean;
}

/** Width of a text in pixels, on the safe side for fonts of the Helvetica family. */
export function widthOf(text: string, { size, bold = false }: Face): number {
  let sum = 0;
  for (const character of split(text)) sum += advance(character);
  return (sum * size * (bold ? 1.09 : 1.02)) / 1000;
}

/** The text, or its beginning with an ellipsis, so that it is not wider than `width`. */
export function fit(text: string, width: number, face: Face): string {
  if (widthOf(text, face) <= width) return text;
  const room = width - widthOf('…', face);
  let kept = '';
  let used = 0;
  for (const character of split(text)) {
    used += widthOf(character, face);
    if (used > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in at most two lines, broken between words; what does not fit is shortened. */
export function wrap(text: string, width: number, face: Face): readonly string[] {
  if (widthOf(text, face) <= width) return [text];
  const words = text.split(' ');
  let count = words.length - 1;
  while (count > 0 && widthOf(words.slice(0, count).join(' '), face) > width) count--;
  if (count === 0) return [fit(text, width, face)];
  return [words.slice(0, count).join(' '), fit(words.slice(count).join(' '), width, face)];
}

/** Text of others on one line, without what could garble a picture: controls, marks that turn the direction, lone surrogates. */
export function plain(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '\u{fffd}')
    .trim();
}

function split(text: string): Iterable<string> {
  return /^[ -~]*$/.test(text) ? text : Array.from(characters.segment(text), ({ segment }) => segment);
}

function advance(character: string): number {
  if (character.length === 1) {
    const known = advances[character.charCodeAt(0) - 32];
    if (known !== undefined) return known;
  }
  if (character === '…') return 1000;
  return wide.test(character) ? 1000 : 680;
}
