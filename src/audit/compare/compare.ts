import { createHash } from 'node:crypto';
import { messageOf } from '../../base/error.ts';
import type { Asked } from './asked.ts';
import { head, Undecided, type Content, type Readable } from './content.ts';
import type { Finding } from './finding.ts';
import type { Format } from './format/format.ts';
import { enough, recognise } from './recognise.ts';
import { firstDifference } from './same-bytes.ts';

/** How deep archives within archives are opened. */
const deepest = 3;

/**
 * Compares two files: by their bytes, or by recorded digests where bytes are missing; if they differ, as the format that
 * both have. Never throws for what the files hold.
 */
export async function compareContents(a: Content, b: Content, asked: Asked, depth = 0): Promise<Finding> {
  if (!isReadable(a) || !isReadable(b)) return compareDigests(a, b);
  const offset = await firstDifference(a, b);
  if (offset === undefined) return { level: 'IDENTICAL' };
  const [left, right] = [await head(a, enough), await head(b, enough)];
  const [format, other] = [recognise(a, left), recognise(b, right)];
  const bytes = (reason: string): Finding => ({ level: 'DIFFERENT', difference: byteDifference(offset, left, right), reason });
  if (format !== other)
    return bytes(
      `read as bytes: one is ${format?.name ?? 'of no known format'}, the other ${other?.name ?? 'of no known format'}`,
    );
  if (!format) return bytes('read as bytes: of no known format');
  if (!format.load)
    return {
      level: 'CANNOT-TELL',
      format: format.name,
      reason: `the bytes differ, and nothing here can look into ${format.name}`,
    };
  if (depth > deepest) return bytes(`read as bytes: packed more than ${deepest} deep`);
  try {
    const compare = await format.load();
    return named(format, await compare(a, b, asked, (x, y) => compareContents(x, y, asked, depth + 1)));
  } catch (thrown) {
    const reason = messageOf(thrown);
    return thrown instanceof Undecided
      ? { level: 'CANNOT-TELL', format: format.name, reason }
      : bytes(`cannot be read as ${format.name}: ${reason}`);
  }
}

function isReadable(content: Content): content is Readable {
  return content.open !== undefined;
}

/** Says how the files were read, and that the layout of their format was looked through. */
function named({ name, layout }: Format, finding: Finding): Finding {
  const format = finding.format === undefined ? name : `${name} of ${finding.format}`;
  if (layout === undefined || finding.level === 'DIFFERENT' || finding.level === 'CANNOT-TELL') return { ...finding, format };
  const level = finding.level === 'IDENTICAL' ? 'EQUIVALENT' : finding.level;
  return { ...finding, level, format, removed: [...(finding.removed ?? []), { name: layout, count: 1 }] };
}

function byteDifference(offset: number, a: Buffer, b: Buffer) {
  const bytes = (head: Buffer) => head.subarray(offset, offset + 8).toString('hex') || '(not shown)';
  return { place: `byte ${offset + 1}`, a: bytes(a), b: bytes(b) };
}

/** From the strongest. */
const algorithms = ['sha512', 'sha384', 'sha256', 'sha1', 'md5'] as const;

/** Compares files of which one at least is known by what was recorded only. */
async function compareDigests(a: Content, b: Content): Promise<Finding> {
  for (const algorithm of algorithms) {
    const recorded = a.digests?.[algorithm] ?? b.digests?.[algorithm];
    if (recorded === undefined) continue;
    const [x, y] = [await digestOf(a, algorithm), await digestOf(b, algorithm)];
    if (x === undefined || y === undefined) continue;
    if (x === y) return { level: 'IDENTICAL', reason: `by recorded ${algorithm}` };
    const sizes = a.size !== undefined && b.size !== undefined && a.size !== b.size ? `, ${a.size} and ${b.size} bytes` : '';
    return { level: 'CANNOT-TELL', reason: `other bytes (${algorithm}${sizes}), of which one side has only the digest` };
  }
  return { level: 'CANNOT-TELL', reason: 'neither bytes nor a digest to compare' };
}

async function digestOf(content: Content, algorithm: (typeof algorithms)[number]): Promise<string | undefined> {
  if (!content.open) return content.digests?.[algorithm];
  const hash = createHash(algorithm);
  for await (const chunk of content.open()) hash.update(chunk);
  return hash.digest('hex');
}
