import type { Content } from './content.ts';
import type { Format } from './format/format.ts';
import { formats, text } from './format/formats.ts';

/** How many bytes of a file are enough to recognise it. */
export const enough = 1 << 16;

/**
 * The format of a file: as its first bytes say, as was recorded for it, or as its name says; undefined when it is neither
 * of a known format nor text.
 */
export function recognise(content: Content, head: Buffer): Format | undefined {
  const types = (content.formats ?? []).map((type) =>
    type
      .toLowerCase()
      .replace(/;.*$/, '')
      .replace(/^.*[/#](?=format_\d+$)/, ''),
  );
  const isText = looksLikeText(head);
  return (
    formats.find(({ begins }) => begins?.(head)) ??
    formats.find((format) => !format.begins && isText && format.types?.some((type) => types.includes(type))) ??
    formats.find(
      (format) => !format.begins && isText && format.ends.some((end) => content.name.toLowerCase().endsWith(`.${end}`)),
    ) ??
    (isText ? (looksLikeTable(head) ? formats.find(({ name }) => name === 'table') : text) : undefined)
  );
}

/** UTF-8 without control characters; the last character may be cut off. */
function looksLikeText(head: Buffer): boolean {
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head.toString('latin1'))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Lines with the same number of tabs: a table whatever its name, in which dates are data. */
function looksLikeTable(head: Buffer): boolean {
  const lines = head.toString().split('\n');
  const rows = lines.slice(0, -1).filter((line) => line !== '' && !line.startsWith('#'));
  const [first] = rows.map((row) => row.split('\t').length);
  return rows.length > 2 && first !== undefined && first > 1 && rows.every((row) => row.split('\t').length === first);
}
