import { asUsual, type Asked, type Tolerance } from './asked.ts';

/** What was declared before a comparison: for all files, and for those that a pattern matches. */
export interface Rules {
  readonly tolerance?: Tolerance;
  /** Patterns of files that are not compared. */
  readonly ignore: readonly string[];
  /** The last that matches a file decides. */
  readonly files: readonly Rule[];
}

/** What holds for the files that `match` matches. */
export interface Rule extends Partial<Asked> {
  readonly match: string;
}

/** What the rules say of a file: the pattern that leaves it out, or what is asked. */
export function ruleFor(path: string, { tolerance, ignore, files }: Rules): { readonly asked: Asked; readonly ignored?: string } {
  const ignored = ignore.find((pattern) => matches(path, pattern));
  const rules = files.filter(({ match }) => matches(path, match));
  const asked = Object.assign({ ...asUsual, ...(tolerance && { tolerance }) }, ...rules) as Asked;
  return { asked, ...(ignored !== undefined && { ignored }) };
}

/** `*` stands for anything within a name, `**` for anything, `?` for a character; a pattern without `/` is one of names. */
function matches(path: string, pattern: string): boolean {
  const text = pattern.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
  const source = pattern.replace(/\*\*\/?|[*?]|[\\^$.|+()[\]{}]/g, (sign) => {
    if (sign.startsWith('**')) return '.*';
    return sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : `\\${sign}`;
  });
  return new RegExp(`^${source}$`, 's').test(text);
}
