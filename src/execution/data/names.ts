/** Gives names in one folder, each to one thing only. */
export interface Names {
  /** `wanted` for the first thing that asks, then `x_2.txt`, `x_3.txt`, …: all names of a group get the same number. */
  claim(wanted: readonly string[]): readonly string[];
}

/** `isFree` says whether a name can be used at all. */
export function createNames(isFree: (name: string) => boolean): Names {
  const taken = new Set<string>();
  return {
    claim([first = '', ...others]) {
      for (let number = 1; ; number++) {
        const names = [first, ...others].map((name) => numbered(name, stemOf(first), number));
        if (names.some((name) => taken.has(name) || !isFree(name))) continue;
        for (const name of names) taken.add(name);
        return names;
      }
    },
  };
}

/** The number goes after the stem that a file shares with its secondary files, so that patterns still find them. */
function numbered(name: string, stem: string, number: number): string {
  if (number === 1) return name;
  const end = name.startsWith(stem) ? stem.length : stemOf(name).length;
  return `${name.slice(0, end)}_${number}${name.slice(end)}`;
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
