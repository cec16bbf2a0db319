/** Text of others as XML character data: markup escaped; characters that XML forbids, and marks that turn the direction of writing, replaced. */
export function text(words: string): string {
  return words
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '\u{fffd}')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;' })[character] ?? '&gt;')
    .replace(/\r/g, '&#13;');
}

/** The same within double quotes. */
export function attribute(words: string): string {
  return text(words).replaceAll('"', '&quot;').replace(/\t/g, '&#9;').replace(/\n/g, '&#10;');
}

/** A coordinate with at most two decimals. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
