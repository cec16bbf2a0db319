import type { Entity } from './graph.ts';
import type { RecordedImage, RecordedRun, RecordedUsage } from './run.ts';

/** How an action went, when, and what it needed. */
export function actionFacts(action: Entity) {
  const [start, end] = [action.text('startTime'), action.text('endTime')];
  return {
    status: statusOf(action),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    usage: usageOf(action),
  };
}

function statusOf(action: Entity): RecordedRun['status'] {
  const status = action.text('actionStatus') ?? '';
  if (/FailedActionStatus$/.test(status) || action.text('error') !== undefined) return 'failed';
  // Sapporo writes the exit code, older producers of the profile only when the action ended.
  const exitCode = action.text('exitCode');
  if (exitCode !== undefined && exitCode !== '0') return 'failed';
  return /CompletedActionStatus$/.test(status) || action.ids('result').length > 0 ? 'success' : 'unknown';
}

/** The images of an action, by the properties of a ContainerImage, or as WfExS hides the digest in the version. */
export function imagesOf(action: Entity): readonly RecordedImage[] {
  const known = action.all('containerImage');
  const ids = action.texts('containerImage').filter((id) => !known.some((image) => image.id === id));
  return [...known.map(imageOf), ...ids.map((id) => ({ name: bare(id) }))];
}

function imageOf(image: Entity): RecordedImage {
  const [registry, name, tag] = ['registry', 'name', 'tag'].map((property) => image.text(property));
  const value = image.text('sha256') ?? /@sha256:([\da-f]{64})/.exec(image.text('softwareVersion') ?? '')?.[1];
  const within = registry === undefined || registry === 'docker.io' || name?.startsWith(`${registry}/`) ? '' : `${registry}/`;
  return {
    name: name === undefined ? bare(image.id) : `${within}${name}${tag === undefined ? '' : `:${tag}`}`,
    ...(value === undefined ? {} : { digest: `sha256:${value}` }),
  };
}

function bare(id: string): string {
  return id.replace(/^(docker:\/\/|#)/, '');
}

/** Bytes for each unit in which memory is given (QUDT). */
const units: Readonly<Record<string, number>> = { BYTE: 1, KibiBYTE: 2 ** 10, MebiBYTE: 2 ** 20, KiloBYTE: 1e3, MegaBYTE: 1e6 };

function usageOf(action: Entity): RecordedUsage {
  const measured = action.all('resourceUsage');
  const number = (name: string) => {
    const entity = measured.find((one) => (one.text('propertyID') ?? one.text('name') ?? '').endsWith(name));
    const value = Number(entity?.text('value') ?? Number.NaN);
    const unit = entity?.text('unitCode')?.replace(/^.*\//, '') ?? '';
    return Number.isFinite(value) ? value * (units[unit] ?? 1) : undefined;
  };
  const [cpu, memory] = [number('cpuTime'), number('peakMemory')];
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
}
