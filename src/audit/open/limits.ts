/** What a crate may hold at most. Far more than any published one, far less than what fills a disk or a memory. */
export const limits = {
  /** Files and folders. */
  entries: 500_000,
  /** Bytes of all files. */
  total: 2 ** 41,
  /** How many times larger than the archive its files may be, once they are larger than `smallTotal` bytes. */
  ratio: 200,
  smallTotal: 2 ** 28,
  /** Bytes of the metadata file, and how deep its values lie in each other. */
  metadata: 2 ** 27,
  metadataDepth: 100,
  /** Folders in each other, and bytes of one name: what file systems take. */
  depth: 100,
  name: 255,
} as const;
