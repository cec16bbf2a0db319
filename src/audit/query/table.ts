/** An answer in the JSON format of SPARQL 1.1. */
interface SparqlJson {
  readonly head: { readonly vars?: readonly string[] };
  readonly boolean?: boolean;
  readonly results?: { readonly bindings: readonly Readonly<Record<string, { readonly value: string }>>[] };
}

/** Letters in a column; longer values are cut, for a table is only looked at. */
const widest = 60;

/** An answer for people: `yes` or `no`, or a table with a head, with ids as the crate writes them. A graph stays JSON-LD. */
export function asTable(answer: string, base: string): string {
  const parsed = JSON.parse(answer) as SparqlJson | readonly unknown[];
  if (!('head' in parsed)) return `${JSON.stringify(parsed, null, 1)}\n`;
  const { head, boolean, results } = parsed;
  if (boolean !== undefined) return boolean ? 'yes\n' : 'no\n';
  const names = head.vars ?? [];
  const rows = (results?.bindings ?? []).map((binding) => names.map((name) => shown(binding[name]?.value ?? '', base)));
  return rows.length === 0 ? 'nothing found\n' : laidOut([names, ...rows]);
}

function shown(value: string, base: string): string {
  const local = value.startsWith(base) ? value.slice(base.length) || './' : value;
  const letters = Array.from(local.replace(/\s+/g, ' '));
  return letters.length > widest ? `${letters.slice(0, widest - 1).join('')}…` : letters.join('');
}

function laidOut([names = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = names.map((name, column) => rows.reduce((most, row) => Math.max(most, width(row[column]!)), name.length));
  const rule = widths.map((width) => '-'.repeat(width));
  const padded = (cell: string, column: number) => cell + ' '.repeat(widths[column]! - width(cell));
  return [names, rule, ...rows].map((row) => `${row.map(padded).join('  ').trimEnd()}\n`).join('');
}

/** Letters, of which one may be two units of UTF-16. */
function width(text: string): number {
  return Array.from(text).length;
}
