import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Entity {
  readonly '@id': string;
  readonly [property: string]: unknown;
}

/** A job as the crate tells it: its command line, and the digests of the files that it used and made. */
export interface ToldJob {
  readonly name: string;
  readonly commandLine: string;
  readonly exitCode: number;
  readonly image: string | undefined;
  readonly used: ReadonlySet<string>;
  readonly made: ReadonlySet<string>;
}

/** What the crate in a folder tells of jobs that ran a command. */
export function toldJobs(crate: string): readonly ToldJob[] {
  const metadata = JSON.parse(readFileSync(join(crate, 'ro-crate-metadata.json'), 'utf8')) as { '@graph': Entity[] };
  const graph = new Map(metadata['@graph'].map((entity) => [entity['@id'], entity]));
  const logs = [...graph.values()].filter((entity) => /^logs\//.test(entity['@id']));
  const digests = (references: unknown) =>
    new Set(filesIn(graph, references).flatMap(({ sha256 }) => (typeof sha256 === 'string' ? [sha256] : [])));
  return [...graph.values()]
    .filter((entity) => entity['exitCode'] !== undefined)
    .map((action) => ({
      name: String(action['name']),
      commandLine: String(action['description']),
      exitCode: Number(action['exitCode']),
      image: imageId(graph, action),
      used: digests(action['object']),
      made: digests(
        [
          listed(action['result']),
          logs.filter((log) => idsIn(log['about']).includes(action['@id'])).map((log) => ({ '@id': log['@id'] })),
        ].flat(),
      ),
    }));
}

/** The digest of each file that the log in the crate describes, by the path at which it was. */
export function describedFiles(crate: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(crate, 'events.jsonl'), 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { type: string; location: string; sha256: string });
  const described = events.filter(({ type, location }) => type === 'file.described' && location.startsWith('file:'));
  return new Map(described.map(({ location, sha256 }) => [fileURLToPath(location), sha256]));
}

/** The files that references lead to, also as parts of collections and folders and as values. */
function filesIn(graph: ReadonlyMap<string, Entity>, references: unknown): readonly Entity[] {
  return idsIn(references).flatMap((id) => {
    const entity = graph.get(id);
    if (!entity) return [];
    return [entity, ...filesIn(graph, [...listed(entity['hasPart']), ...listed(entity['value'])])];
  });
}

function imageId(graph: ReadonlyMap<string, Entity>, action: Entity): string | undefined {
  const [image] = idsIn(action['containerImage']).map((id) => graph.get(id));
  const properties = idsIn(image?.['additionalProperty']).map((id) => graph.get(id));
  const value = properties.find((property) => property?.['name'] === 'imageId')?.['value'];
  return typeof value === 'string' ? value : undefined;
}

function listed(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function idsIn(value: unknown): readonly string[] {
  return listed(value).flatMap((one) => (typeof one === 'object' && one !== null && '@id' in one ? [String(one['@id'])] : []));
}
