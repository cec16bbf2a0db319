import type { CwlDirectory, CwlFile } from '../../language/model/value.ts';
import type { Ledger } from '../ledger.ts';

/** Gives what is directly inside a directory, by its URI, as far as the log describes the files in it. */
export type Below = (directory: string) => readonly (CwlFile | CwlDirectory)[];

/** Prepares to answer for any directory at the cost of what is in it. */
export function belowOf(ledger: Ledger): Below {
  let sorted: readonly string[] | undefined;
  return (directory) => {
    sorted ??= [...ledger.files.keys()].sort();
    const prefix = `${directory.replace(/\/+$/, '')}/`;
    const names = new Map<string, CwlFile | CwlDirectory>();
    for (let at = firstFrom(sorted, prefix); sorted[at]?.startsWith(prefix); at += 1) {
      const [name = '', ...deeper] = sorted[at]!.slice(prefix.length).split('/');
      names.set(name, { class: deeper.length > 0 ? 'Directory' : 'File', location: prefix + name });
    }
    return [...names.values()];
  };
}

/** Index of the first item that is not less than `prefix`. */
function firstFrom(sorted: readonly string[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
