/** One thing below a folder, as it was when the folder was listed. */
export interface FolderEntry {
  /** Relative to the folder, `/` between names. */
  readonly path: string;
  readonly kind: 'file' | 'directory';
  /** Bytes; 0 for directories. */
  readonly size: number;
  /** Absolute path after following symbolic links. */
  readonly realPath: string;
}

/**
 * How values reach the bytes they name without the core touching a file system. Paths are absolute.
 * All answers are immediate: values are small and local.
 */
export interface FileAccess {
  /** Undefined when nothing is there. Follows links. A `device` (pipes and sockets too) has no bytes of its own. */
  stat(path: string): { readonly kind: 'file' | 'directory' | 'device'; readonly size: number } | undefined;
  /** The first `limit` bytes as UTF-8. */
  read(path: string, limit: number): string;
  /** SHA-1 of the bytes, in lower-case hexadecimal. Reads the whole file. */
  sha1(path: string): string;
  /** Names in a folder, sorted by code point. */
  names(path: string): readonly string[];
  /** The path without symbolic links; the path itself when nothing is there. */
  realPath(path: string): string;
}
