/** Something of a file at another location is asked for here, and is not here yet: whoever asked may get it and ask again. */
export class Absent extends Error {
  /** The path by which it is known here. */
  readonly path: string;
  /** What it takes: a survey of what is there, or the bytes. */
  readonly what: 'survey' | 'bytes';
  constructor(path: string, what: 'survey' | 'bytes') {
    super(`${path} is at another location`);
    this.path = path;
    this.what = what;
  }
}
