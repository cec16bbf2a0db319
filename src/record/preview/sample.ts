import { html, type Html } from './html.ts';

/** The first bytes of a file, and how many there are in all. */
export interface Sample {
  readonly head: Uint8Array;
  readonly size: number;
}

/** How much of a text, and how large an image, a preview needs. */
export const sampleBytes = { text: 4096, image: 200_000 } as const;

const lines = 10;
const columns = 10;

/** What a file looks like: an image, the first rows of a table, the first lines of a text; undefined for other bytes. */
export function showSample(name: string, { head, size }: Sample): Html | undefined {
  const image = imageType(head);
  if (image !== undefined) {
    if (head.length < size) return undefined;
    return html`<img class="sample" alt="${name}" src="data:${image};base64,${Buffer.from(head).toString('base64')}" />`;
  }
  const text = textOf(head, size);
  if (text === undefined || text.trim() === '') return undefined;
  const all = text.split(/\r?\n/);
  const shown = all.slice(0, lines);
  const isCut = all.length > lines || head.length < size;
  const separator = /\.csv$/i.test(name) ? ',' : /\.(tsv|bed|vcf)$/i.test(name) ? '\t' : undefined;
  const rows = separator === undefined ? [] : rowsOf(shown, separator);
  if (rows.length > 1) return tableOf(rows, isCut);
  return html`<pre class="sample">${shown.map((line) => cut(line, 400)).join('\n')}${isCut ? '\n…' : ''}</pre>`;
}

/** What the first bytes of an image say that it is. */
function imageType(head: Uint8Array): string | undefined {
  const start = Buffer.from(head.subarray(0, 512)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (/^RIFF....WEBP/s.test(start)) return 'image/webp';
  return /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s.test(start) ? 'image/svg+xml' : undefined;
}

/** The bytes as UTF-8; a character that the end of the sample cuts is left out. */
function textOf(head: Uint8Array, size: number): string | undefined {
  if (head.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length < size });
  } catch {
    return undefined;
  }
}

/** Simple tables only: of one with quoted separators or uneven rows the text says more. */
function rowsOf(shown: readonly string[], separator: string): readonly (readonly string[])[] {
  const rows = shown.filter((line) => line !== '' && !line.startsWith('##')).map((line) => line.split(separator));
  const isEven = rows.every((row) => row.length === rows[0]!.length && row.length > 1);
  return isEven && !rows.some((row) => row.some((cell) => cell.startsWith('"') !== cell.endsWith('"'))) ? rows : [];
}

/** A first row with a number in it is no head. */
function tableOf(rows: readonly (readonly string[])[], isCut: boolean): Html {
  const hasHead = !rows[0]!.some((text) => /^[\d.,]+$/.test(text));
  const written = rows.map((row, at) => rowOf(row, hasHead && at === 0 ? 'head' : 'body'));
  return html`<div class="wide sample">
    <table>
      ${written}${isCut ? rowOf(['…'], 'body') : undefined}
    </table>
  </div>`;
}

function rowOf(row: readonly string[], kind: 'head' | 'body'): Html {
  const texts = [
    ...row.slice(0, columns).map((text) => cut(text.replace(/^"|"$/g, ''), 60)),
    ...(row.length > columns ? ['…'] : []),
  ];
  return html`<tr>
    ${texts.map((text) => (kind === 'head' ? html`<th>${text}</th>` : html`<td>${text}</td>`))}
  </tr>`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
