import { existsSync, mkdirSync, readdirSync, copyFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bedIsUp } from '../bed/state.ts';
import { judgedFixtures } from '../judges/cases.ts';
import { makeCrate } from '../judges/make-crate.ts';
import { shared } from '../lib/places.ts';

/** A crate to be judged. */
export interface Subject {
  readonly name: string;
  readonly path: string;
  /** Whether only its metadata is there. */
  readonly metadata: boolean;
}

/** The crates that others published, and the golden ones, where the shared folder is. */
export function publishedCrates(scratch: string): readonly Subject[] {
  const crates = ['golden-crates', 'crates', 'crates/metadata-only'].flatMap((folder) => {
    const top = shared(folder);
    const names = top === undefined ? [] : readdirSync(top).sort();
    const metadata = folder !== 'crates';
    return names.map((name) => ({ name: `${folder}/${name}`, path: join(top ?? '', name), metadata }));
  });
  const withMetadata = crates.filter(({ path }) => existsSync(join(path, 'ro-crate-metadata.json')));
  return [...withMetadata, ...looseMetadata(scratch)];
}

/** Metadata files of other names, each put into a folder of its own, which is how the validator wants them. */
function looseMetadata(scratch: string): readonly Subject[] {
  const top = shared('crates/tonkaz');
  const names = top === undefined ? [] : readdirSync(top).filter((name) => name.endsWith('.json'));
  return names.map((name) => {
    const path = join(scratch, `tonkaz-${name}`);
    mkdirSync(path);
    copyFileSync(join(top ?? '', name), join(path, 'ro-crate-metadata.json'));
    return { name: `tonkaz/${name}`, path, metadata: true };
  });
}

/** The crates of our own fixtures. */
export async function fixtureCrates(scratch: string): Promise<readonly Subject[]> {
  const hasBed = await bedIsUp();
  const subjects: Subject[] = [];
  for (const fixture of judgedFixtures(hasBed)) {
    if (fixture.missing.length > 0) console.error(`skipped ${fixture.name}: ${fixture.missing.join(', ')} missing`);
    else subjects.push({ name: fixture.name, path: await makeCrate(fixture, scratch, hasBed), metadata: false });
  }
  return subjects;
}

/** Crates that are named; a file that is no archive is taken as metadata alone. */
export function namedCrates(paths: readonly string[]): readonly Subject[] {
  return paths.map((path) => ({
    name: basename(path),
    path,
    metadata: !statSync(path).isDirectory() && /\.json(ld)?$/.test(path),
  }));
}
