import { byCodePoint } from '../../base/order.ts';
import type { Known, Survey } from './survey.ts';

/** What is known of the files of a site. Paths are absolute there. */
export interface Catalogue {
  add(folder: string, survey: Survey): void;
  /** Undefined: nothing is known. */
  find(path: string): Known | undefined;
  /** Whether all that is in a folder is known, or that nothing is there. */
  isSurveyed(path: string): boolean;
  /** Names in a folder that was surveyed, in order of code points. */
  names(path: string): readonly string[];
}

export function createCatalogue(): Catalogue {
  const known = new Map<string, Known>();
  const names = new Map<string, Set<string>>();
  const surveyed = new Set<string>();
  return {
    add(folder, survey) {
      surveyed.add(folder);
      for (const [path, entry] of survey) {
        known.set(path, entry);
        const end = path.lastIndexOf('/');
        const siblings = names.get(path.slice(0, end));
        if (siblings) siblings.add(path.slice(end + 1));
        else names.set(path.slice(0, end), new Set([path.slice(end + 1)]));
      }
      if (!known.has(folder)) known.set(folder, { kind: 'directory', size: 0, realPath: folder });
    },
    find: (path) => known.get(path),
    isSurveyed(path) {
      for (let above = path; above !== ''; above = above.slice(0, above.lastIndexOf('/'))) if (surveyed.has(above)) return true;
      return false;
    },
    names: (path) => [...(names.get(path) ?? [])].sort(byCodePoint),
  };
}
