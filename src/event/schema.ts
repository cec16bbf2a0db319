import { eventVersion } from './event.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const count: Schema = { type: 'integer', minimum: 0 };
/** A job is tried a few times; a number without bound would make readers fill the gap before it. */
const attempt: Schema = { type: 'integer', minimum: 1, maximum: 1000 };
const number: Schema = { type: 'number', minimum: 0 };
const truth: Schema = { type: 'boolean' };
const anything: Schema = {};
const time: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}\\+00:00$' };
const uri: Schema = { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9+.-]*:' };
const job: Schema = { type: 'string', pattern: '^(/.+)?@\\d+(\\.\\d+)*$' };
const token: Schema = { type: 'string', pattern: '@\\d+(\\.\\d+)*$' };
const tag: Schema = { type: 'string', pattern: '^\\d+(\\.\\d+)*$' };
const sha1: Schema = { type: 'string', pattern: '^[0-9a-f]{40}$' };
const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const digest: Schema = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' };
const uuid: Schema = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' };
const status: Schema = { enum: ['success', 'temporaryFail', 'permanentFail', 'skipped', 'cancelled'] };
const tokens: Schema = { type: 'object', additionalProperties: token };
const failure = shape({ code: text, message: text });
const route: Schema = { enum: ['link', 'move', 'copy', 'download', 'upload', 'fetch', 'relay', 'write'] };
const scheduler = shape({
  name: text,
  id: text,
  'queue?': text,
  'nodes?': text,
  'submitted?': time,
  'started?': time,
  'ended?': time,
});

/** An object with these fields and no others; those whose name ends in `?` may be missing. */
function shape(fields: Readonly<Record<string, Schema>>): Schema {
  const named = Object.entries(fields).map(([name, schema]) => [name.replace('?', ''), schema] as const);
  const required = Object.keys(fields).filter((name) => !name.endsWith('?'));
  return { type: 'object', properties: Object.fromEntries(named), required, additionalProperties: false };
}

function event(type: string, fields: Readonly<Record<string, Schema>>): Schema {
  return shape({ v: { const: eventVersion }, seq: { type: 'integer', minimum: 1 }, at: time, type: { const: type }, ...fields });
}

const firing = {
  job,
  step: text,
  tag,
  process: { type: 'string', pattern: '^#' },
  parent: job,
  inputs: tokens,
  'scatterIndex?': { type: 'array', items: count },
};

/** The format of one line of the event log, as JSON Schema 2020-12. */
export const eventSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: `crate-run event, version ${eventVersion}`,
  oneOf: [
    event('run.started', {
      run: uuid,
      command: texts,
      engine: shape({ name: text, version: text, url: uri, runtime: text }),
      'agent?': shape({ 'name?': text, 'email?': text, 'orcid?': uri, 'affiliation?': text, 'ror?': uri }),
      'license?': text,
    }),
    event('document.loaded', {
      location: text,
      packed: { type: 'object', properties: { cwlVersion: text, $graph: { type: 'array' } }, required: ['cwlVersion', '$graph'] },
      wrapped: truth,
      sources: { type: 'array', items: shape({ location: uri, path: text, size: count, sha256 }) },
      inputs: { type: 'object' },
    }),
    event('topology.loaded', {
      location: uri,
      size: count,
      sha256,
      deployments: {
        type: 'array',
        items: shape({ name: text, connector: text, 'wraps?': text, external: truth, services: texts }),
      },
      bindings: {
        type: 'array',
        items: shape({
          path: text,
          of: { enum: ['step', 'port'] },
          targets: {
            type: 'array',
            items: shape({ deployment: text, 'service?': text, locations: count, 'workdir?': text }),
          },
          filters: texts,
        }),
      },
    }),
    event('deployment.ready', {
      deployment: text,
      connector: text,
      'wraps?': text,
      external: truth,
      'image?': digest,
      start: time,
      end: time,
    }),
    event('deployment.removed', { deployment: text }),
    event('location.described', {
      location: text,
      'deployment?': text,
      'service?': text,
      'address?': text,
      'within?': text,
      hostname: text,
      os: text,
      kernel: text,
      architecture: text,
      'cpu?': text,
      cores: count,
      memoryMiB: number,
    }),
    event('file.described', { location: uri, size: count, sha1, sha256 }),
    event('file.withheld', { location: uri, size: count }),
    event('token.produced', {
      token,
      port: { type: 'string', pattern: '[/#]' },
      tag,
      value: anything,
      from: { type: 'array', items: token },
      'job?': job,
      'how?': { enum: ['given', 'default', 'scattered', 'merged', 'gathered', 'evaluated', 'produced'] },
    }),
    event('job.created', firing),
    event('job.skipped', { ...firing, when: text }),
    event('image.resolved', {
      requested: text,
      how: { enum: ['present', 'pulled', 'loaded', 'imported', 'built'] },
      id: digest,
      'digest?': digest,
      architecture: text,
      os: text,
      size: count,
      engine: shape({ name: text, version: text }),
    }),
    event('software.resolved', {
      id: text,
      requested: shape({ package: text, 'version?': texts, 'specs?': texts }),
      by: { enum: ['module', 'conda', 'path'] },
      name: text,
      'version?': text,
      'path?': text,
    }),
    event('job.scheduled', {
      job,
      attempt,
      location: text,
      'others?': texts,
      resources: shape({ cores: number, ram: number, tmpdirSize: number, outdirSize: number }),
    }),
    event('job.started', {
      job,
      attempt,
      'command?': texts,
      'environment?': { type: 'object', additionalProperties: text },
      'requestedVariables?': texts,
      'workingDirectory?': text,
      'stdin?': text,
      'timeLimit?': number,
      'container?': shape({ requested: text, image: digest, network: truth }),
      'software?': texts,
    }),
    event('job.retried', {
      job,
      attempt,
      start: time,
      end: time,
      'scheduler?': scheduler,
      error: failure,
    }),
    event('job.ended', {
      job,
      attempt,
      status,
      start: time,
      end: time,
      'exitCode?': { type: 'integer' },
      'signal?': text,
      'usage?': shape({ measured: { enum: ['counted', 'sampled'] }, cpuSeconds: number, peakMemoryKiB: number }),
      'scheduler?': scheduler,
      'host?': text,
      'stdoutLog?': uri,
      'stderrLog?': uri,
      'redacted?': { type: 'array', items: { enum: ['stdout', 'stderr'] } },
      'error?': failure,
    }),
    event('transfer.started', { transfer: { type: 'integer', minimum: 1 }, from: uri, to: uri, route }),
    event('transfer.ended', {
      'transfer?': { type: 'integer', minimum: 1 },
      from: uri,
      to: uri,
      'fromLocation?': text,
      'toLocation?': text,
      route,
      'bytes?': count,
      'sha256?': sha256,
      start: time,
      end: time,
      'error?': failure,
    }),
    event('run.ended', {
      status,
      outputs: tokens,
      errors: { type: 'array', items: shape({ code: text, message: text, 'job?': job }) },
    }),
  ],
};

/** The format of one type of event; undefined for a type that there is not. */
export function schemaOf(type: string): Schema | undefined {
  return schemas.get(type);
}

type Branch = Schema & { readonly properties: { readonly type: { readonly const: string } } };
const schemas = new Map((eventSchema['oneOf'] as readonly Branch[]).map((branch) => [branch.properties.type.const, branch]));
