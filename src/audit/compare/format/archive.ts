import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Content } from '../../open/content.ts';
import { openTar } from '../../open/tar.ts';
import { openZip } from '../../open/zip.ts';
import type { Readable } from '../content.ts';
import type { Finding, Removal } from '../finding.ts';
import { worse } from '../level.ts';
import type { Comparer, Inner } from './format.ts';

/** ZIP files, and what else is one: NPZ, DOCX, XLSX, JAR. */
export const zip = byMembers(openZip);

export const tar = byMembers((path) => openTar(path, { gzip: false }));

/** Compares archives member by member, in the order of their names; they are opened as if an attacker had made them. */
function byMembers(open: (path: string) => Promise<Content>): Comparer {
  return async (a, b, _asked, inner) => {
    const folder = await mkdtemp(join(tmpdir(), 'crate-run-compare-'));
    const opened: Content[] = [];
    try {
      // Archives are read from files, and these may lie within others.
      for (const [index, content] of [a, b].entries()) {
        const path = join(folder, String(index));
        await pipeline(content.open(), createWriteStream(path));
        opened.push(await open(path));
      }
      return await compareMembers(opened[0]!, opened[1]!, inner);
    } finally {
      for (const archive of opened) await archive.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function compareMembers(a: Content, b: Content, inner: Inner): Promise<Finding> {
  const names = [...new Set([...a.entries.keys(), ...b.entries.keys()])].sort();
  let all: Finding = { level: 'EQUIVALENT' };
  for (const name of names) {
    const [x, y] = [memberOf(a, name), memberOf(b, name)];
    if (!x || !y) {
      const there = (is: unknown) => (is ? 'there' : '(not there)');
      return { level: 'DIFFERENT', difference: { place: `member ${name}`, a: there(x), b: there(y) } };
    }
    const found = await inner(x, y);
    if (found.level === 'DIFFERENT') return within(name, found);
    if (found.level !== 'IDENTICAL') all = joined(all, within(name, found));
  }
  return all;
}

function memberOf(archive: Content, name: string): Readable | undefined {
  const entry = archive.entries.get(name);
  if (!entry) return undefined;
  const open = async function* () {
    yield* (await archive.stream(name)) as AsyncIterable<Buffer>;
  };
  return { name, size: entry.size, open };
}

/** A finding of a member as one of the archive. */
function within(name: string, { difference, worst, reason, format: _format, ...finding }: Finding): Finding {
  const placed = <T extends { readonly place: string }>(what: T): T => ({ ...what, place: `member ${name}, ${what.place}` });
  return {
    ...finding,
    ...(difference && { difference: placed(difference) }),
    ...(worst && { worst: placed(worst) }),
    ...(reason !== undefined && { reason: `member ${name}: ${reason}` }),
  };
}

function joined(a: Finding, b: Finding): Finding {
  const removed = new Map<string, Removal>();
  for (const removal of [...(a.removed ?? []), ...(b.removed ?? [])]) {
    const known = removed.get(removal.name);
    removed.set(removal.name, known ? { ...known, count: known.count + removal.count } : removal);
  }
  const level = worse(a.level, b.level);
  const worst = [a.worst, b.worst].reduce((x, y) => (!x || (y && y.relative > x.relative) ? y : x));
  const { reason = b.reason } = a;
  return {
    level,
    ...(removed.size > 0 && { removed: [...removed.values()] }),
    ...(worst && { worst }),
    ...(reason !== undefined && { reason }),
  };
}
