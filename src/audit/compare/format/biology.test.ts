import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareAs, relative } from '../../../../fixtures/compare/bytes.ts';

test('sequences are the same however they are wrapped', async () => {
  expect(await compareAs('a.fa', '>chr1 x\nACGTAC\nGT\n', '>chr1 x\nACGT\nACGT\n')).toMatchObject({
    level: 'EQUIVALENT',
    format: 'FASTA',
  });
  expect((await compareAs('a.fa', '>chr1\nACGT\nACGT\n', '>chr1\nACGTACTT\n')).difference?.place).toBe(
    'record 1 (chr1), letter 7',
  );
  const long = 'ACGT'.repeat(50_000);
  expect((await compareAs('a.fa', `>c\n${long}A\n`, `>c\n${long}C\n`)).difference?.place).toBe('record 1 (c), letter 200001');
});

test('reads differ at a record', async () => {
  const read = (quality: string) => `@r1\nAC\n+\nII\n@r2\nGT\n+\n${quality}\n`;
  expect((await compareAs('a.fq', read('II'), read('IH'))).difference?.place).toBe('record 2 (r2), quality 2');
});

const vcf = (date: string, info: string) =>
  `##fileformat=VCFv4.2\n##fileDate=${date}\n##bcftools_callCommand=call; Date=${date}\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t7\t.\tA\tC\t30.5\tPASS\t${info}\n`;

test('variants: how the file was made does not matter, nor the order of INFO, values do', async () => {
  const found = await compareAs('a.vcf', vcf('20220908', 'AF=0.5;DP=10'), vcf('20220909', 'DP=10;AF=0.50'));
  expect(found).toMatchObject({ level: 'EQUIVALENT', format: 'VCF' });
  expect(found.removed?.map(({ name }) => name)).toContain('how and when the file was made');
  expect(await compareAs('a.vcf', vcf('1', 'AF=0.5;DP=10'), vcf('1', 'AF=0.5;DP=11'))).toMatchObject({
    level: 'DIFFERENT',
    difference: { place: 'record 1 (1:7), INFO DP', a: '10', b: '11' },
  });
  expect((await compareAs('a.vcf', vcf('1', 'AF=0.5'), vcf('1', 'AF=0.5001'), relative(0.01))).level).toBe('WITHIN-TOLERANCE');
  const packed = [gzipSync(vcf('1', 'DP=1')), gzipSync(vcf('2', 'DP=1'))] as const;
  expect(await compareAs('a.vcf.gz', ...packed)).toMatchObject({ level: 'EQUIVALENT', format: 'gzip of VCF' });
});

/** A BAM file with one record, packed at a level. */
function bam(header: string, flags: number, level: number): Buffer {
  const number = (value: number) => Buffer.from(Int32Array.of(value).buffer);
  const record = Buffer.alloc(32 + 3);
  record.writeInt32LE(0, 0);
  record.writeInt32LE(99, 4);
  record[8] = 3;
  record[9] = 60;
  record.writeUInt16LE(flags, 14);
  record.write('r1\0', 32, 'latin1');
  const parts = [
    'BAM\x01',
    number(header.length),
    header,
    number(1),
    number(3),
    'c1\0',
    number(1000),
    number(record.length),
    record,
  ];
  return gzipSync(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))), { level });
}

test('alignments: programs in the header and blocks do not matter, records do', async () => {
  const header = (path: string) => `@HD\tVN:1.6\n@SQ\tSN:c1\tLN:1000\n@PG\tID:bwa\tCL:bwa mem ${path}\n`;
  const found = await compareAs('a.bam', bam(header('/a/x'), 0, 1), bam(header('/b/x'), 0, 9));
  expect(found).toMatchObject({ level: 'EQUIVALENT', format: 'BAM' });
  expect(found.removed?.map(({ name }) => name)).toEqual(['programs that made the file', 'blocks and compression']);
  expect(await compareAs('a.bam', bam(header('x'), 0, 1), bam(header('x'), 1024, 1))).toMatchObject({
    level: 'DIFFERENT',
    difference: { place: 'record 1 (r1), flags', a: '0', b: '1024' },
  });
  const sam = (flags: number) => `${header('x')}r1\t${flags}\tc1\t100\n`;
  expect((await compareAs('a.sam', sam(0), sam(4))).difference?.place).toBe('record 1 (r1), field 2');
});
