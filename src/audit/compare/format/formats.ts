import { constants, gunzipSync } from 'node:zlib';
import { byParts, type Format } from './format.ts';

const startsWith = (bytes: string) => (head: Buffer) => head.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'));

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What the first bytes of a gzip file unpack to, as far as they go. */
function inflatedHead(head: Buffer): string {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 26 }).toString('latin1', 0, 8);
  } catch {
    return '';
  }
}

/** Every format that is known, in the order in which they are asked whether a file is theirs. */
export const formats: readonly Format[] = [
  {
    name: 'BAM',
    ends: ['bam'],
    types: ['format_2572'],
    begins: (head) => isGzip(head) && inflatedHead(head).startsWith('BAM\x01'),
    layout: 'blocks and compression',
    load: async () => byParts((await import('./alignment.ts')).readBam),
  },
  {
    name: 'gzip',
    ends: ['gz', 'bgz', 'tgz'],
    types: ['application/gzip', 'application/x-gzip', 'format_3989', 'format_3615'],
    begins: isGzip,
    layout: 'compression, and the name and time in its header',
    load: async () => (await import('./packed.ts')).gzip,
  },
  {
    name: 'Zstandard',
    ends: ['zst'],
    types: ['application/zstd'],
    begins: startsWith('\x28\xb5\x2f\xfd'),
    layout: 'compression',
    load: async () => (await import('./packed.ts')).zstd,
  },
  {
    name: 'ZIP',
    ends: ['zip', 'npz'],
    types: ['application/zip', 'format_3987'],
    begins: (head) => startsWith('PK\x03\x04')(head) || startsWith('PK\x05\x06')(head),
    layout: 'order, times and compression of members',
    load: async () => (await import('./archive.ts')).zip,
  },
  {
    name: 'tar',
    ends: ['tar'],
    types: ['application/x-tar', 'format_3981'],
    begins: (head) => head.toString('latin1', 257, 262) === 'ustar',
    layout: 'order, times and owners of members',
    load: async () => (await import('./archive.ts')).tar,
  },
  {
    name: 'PNG',
    ends: ['png'],
    types: ['image/png', 'format_3603'],
    begins: startsWith('\x89PNG\r\n\x1a\n'),
    layout: 'compression',
    load: async () => (await import('./png.ts')).png,
  },
  {
    name: 'JPEG',
    ends: ['jpg', 'jpeg'],
    types: ['image/jpeg', 'format_3579'],
    begins: startsWith('\xff\xd8\xff'),
    layout: 'coding of the pixels',
    load: async () => (await import('./jpeg.ts')).jpeg,
  },
  {
    name: 'PDF',
    ends: ['pdf'],
    types: ['application/pdf', 'format_3508'],
    begins: startsWith('%PDF-'),
    layout: 'places of objects and compression',
    load: async () => byParts((await import('./pdf.ts')).readPdf),
  },
  {
    name: 'HDF5',
    ends: ['h5', 'hdf5', 'nc4', 'h5ad'],
    types: ['application/x-hdf5', 'format_3590'],
    begins: startsWith('\x89HDF\r\n\x1a\n'),
    layout: 'chunks, compression and order of creation',
    load: async () => byParts((await import('./hdf5.ts')).readHdf5),
  },
  {
    name: 'NetCDF',
    ends: ['nc'],
    types: ['application/x-netcdf', 'format_3650'],
    begins: (head) => startsWith('CDF\x01')(head) || startsWith('CDF\x02')(head),
    layout: 'order of the header',
    load: async () => byParts((await import('./netcdf.ts')).readNetcdf),
  },
  {
    name: 'Parquet',
    ends: ['parquet'],
    types: ['application/vnd.apache.parquet'],
    begins: startsWith('PAR1'),
    layout: 'row groups, encodings and compression',
    load: async () => byParts((await import('./columns.ts')).readParquet),
  },
  { name: 'xz', ends: ['xz'], begins: startsWith('\xfd7zXZ\0') },
  { name: 'bzip2', ends: ['bz2'], begins: startsWith('BZh') },
  { name: 'CRAM', ends: ['cram'], types: ['format_3462'], begins: startsWith('CRAM') },
  {
    name: 'NPY',
    ends: ['npy'],
    begins: startsWith('\x93NUMPY'),
    layout: 'padding of the header',
    load: async () => byParts((await import('./array.ts')).readNpy),
  },
  {
    name: 'SAM',
    ends: ['sam'],
    types: ['format_2573'],
    load: async () => byParts((await import('./alignment.ts')).readSam),
  },
  {
    name: 'VCF',
    ends: ['vcf'],
    types: ['format_3016'],
    begins: startsWith('##fileformat=VCF'),
    layout: 'order of the keys of INFO',
    load: async () => byParts((await import('./variants.ts')).readVcf),
  },
  {
    name: 'FASTA',
    ends: ['fa', 'fasta', 'fna', 'faa'],
    types: ['format_1929'],
    layout: 'where sequences are wrapped',
    load: async () => byParts((await import('./sequence.ts')).readFasta),
  },
  {
    name: 'FASTQ',
    ends: ['fq', 'fastq'],
    types: ['format_1930'],
    layout: 'ends of lines',
    load: async () => byParts((await import('./sequence.ts')).readFastq),
  },
  {
    name: 'JSON lines',
    ends: ['jsonl', 'ndjson'],
    types: ['application/jsonl', 'application/x-ndjson'],
    layout: 'spacing and order of keys',
    load: async () => byParts((await import('./json.ts')).readJsonLines),
  },
  {
    name: 'JSON',
    ends: ['json', 'jsonld', 'geojson', 'ipynb'],
    types: ['application/json', 'application/ld+json', 'format_3464'],
    layout: 'spacing and order of keys',
    load: async () => byParts((await import('./json.ts')).readJsonText),
  },
  {
    name: 'YAML',
    ends: ['yml', 'yaml', 'cwl'],
    types: ['application/yaml', 'application/x-yaml', 'text/yaml', 'format_3750'],
    layout: 'comments, spacing and order of keys',
    load: async () => byParts((await import('./yaml.ts')).readYaml),
  },
  {
    name: 'HTML',
    ends: ['html', 'htm'],
    types: ['text/html', 'format_2331'],
    layout: 'spacing and order of attributes',
    load: async () => byParts((await import('./markup.ts')).readHtml),
  },
  {
    name: 'XML',
    ends: ['xml', 'svg', 'xhtml', 'gexf', 'graphml'],
    types: ['application/xml', 'text/xml', 'image/svg+xml', 'application/xhtml+xml', 'format_2332', 'format_3604'],
    layout: 'spacing and order of attributes',
    load: async () => byParts((await import('./markup.ts')).readXml),
  },
  {
    name: 'table',
    ends: ['csv', 'tsv', 'tab'],
    types: ['text/csv', 'text/tab-separated-values', 'format_3752', 'format_3475'],
    layout: 'quoting and ends of lines',
    load: async () => byParts((await import('./table.ts')).readTable),
  },
];

/** What every file is that no format recognises and that holds text. */
export const text: Format = {
  name: 'text',
  ends: [],
  types: ['text/plain'],
  load: async () => byParts((await import('./text.ts')).readText),
};
