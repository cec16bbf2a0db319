/** A value on a port. Integers beyond 2^53 are bigint, so that no digit is lost between documents, jobs and outputs. */
export type CwlValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | CwlFile
  | CwlDirectory
  | readonly CwlValue[]
  | { readonly [name: string]: CwlValue | undefined };

/** CWL v1.2 File. Inside the engine `location` is an absolute URI, or absent for a literal with `contents`. */
export interface CwlFile {
  readonly class: 'File';
  readonly location?: string;
  readonly path?: string;
  readonly basename?: string;
  readonly dirname?: string;
  readonly nameroot?: string;
  readonly nameext?: string;
  /** `sha1$…` as CWL defines it; sha256 is in the `file.described` event of the location. */
  readonly checksum?: string;
  readonly size?: number;
  readonly format?: string;
  readonly contents?: string;
  readonly secondaryFiles?: readonly (CwlFile | CwlDirectory)[];
  /** Annotations of other namespaces that the input object carries. */
  readonly [extension: string]: CwlValue | undefined;
}

/** CWL v1.2 Directory. `listing` is absent unless it was loaded or the directory is a literal. */
export interface CwlDirectory {
  readonly class: 'Directory';
  readonly location?: string;
  readonly path?: string;
  readonly basename?: string;
  readonly listing?: readonly (CwlFile | CwlDirectory)[];
  readonly [extension: string]: CwlValue | undefined;
}

/** The values of a process by parameter name (CWL: input object, output object). */
export type CwlObject = Readonly<Record<string, CwlValue>>;

export function isFile(value: unknown): value is CwlFile {
  return isObject(value) && value['class'] === 'File';
}

export function isDirectory(value: unknown): value is CwlDirectory {
  return isObject(value) && value['class'] === 'Directory';
}

/** Whether the value is a JSON object: a record, File or Directory, but no array and not null. */
export function isObject(value: unknown): value is Record<string, CwlValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with every File and Directory replaced by what `change` makes of it; secondary files and listings first. */
export function mapFiles(value: CwlValue, change: (item: CwlFile | CwlDirectory) => CwlValue): CwlValue {
  if (Array.isArray(value)) return value.map((item: CwlValue) => mapFiles(item, change));
  if (!isObject(value)) return value;
  const copy: Record<string, CwlValue> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = mapFiles(member, change);
  return isFile(copy) || isDirectory(copy) ? change(copy) : copy;
}

/** Every File and Directory in the value, outermost first, with secondary files and listings. */
export function* filesIn(value: CwlValue | undefined): Generator<CwlFile | CwlDirectory> {
  if (Array.isArray(value)) {
    for (const item of value as readonly CwlValue[]) yield* filesIn(item);
  } else if (isObject(value)) {
    if (isFile(value) || isDirectory(value)) yield value;
    for (const member of Object.values(value)) yield* filesIn(member);
  }
}
