/** The names that are taken in a crate, and for each name how far the numbered folders were filled with it. */
export interface Folders {
  readonly taken: Set<string>;
  readonly next: Map<string, number>;
}

export function newFolders(): Folders {
  return { taken: new Set(), next: new Map() };
}

/**
 * Finds a folder in which all names are free and takes them: `inputs/`, else `inputs/2/`, `inputs/3/`, …
 * So a file keeps its own name, and secondary files stay beside it, however often a name occurs.
 */
export function reserve(folders: Folders, top: string, names: readonly string[]): string {
  let number = Math.max(...names.map((name) => folders.next.get(`${top}/${name}`) ?? 1));
  while (!free(folders, folderAt(top, number), names)) number += 1;
  const folder = folderAt(top, number);
  if (number > 1) folders.taken.add(`${top}/${number}`);
  for (const name of names) {
    folders.taken.add(folder + name);
    folders.next.set(`${top}/${name}`, number + 1);
  }
  return folder;
}

function folderAt(top: string, number: number): string {
  return number === 1 ? `${top}/` : `${top}/${number}/`;
}

function free({ taken }: Folders, folder: string, names: readonly string[]): boolean {
  return names.every((name) => !taken.has(folder + name));
}
