import type { RecordedImage, RecordedRun } from '../read/run.ts';

/** What a recorded run was, what it needed, and what stands in the way of running it again. */
export interface Survey {
  readonly engine?: string;
  readonly language?: string;
  readonly start?: string;
  readonly license?: string;
  readonly status: RecordedRun['status'];
  readonly steps: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Seconds from start to end. */
  readonly duration?: number;
  /** Bytes of memory of the step that needed most, and of all inputs and outputs whose size is known. */
  readonly memory?: number;
  readonly disk?: number;
  readonly images: readonly RecordedImage[];
  /** Files that are only to be had from the network. */
  readonly network: readonly string[];
  /** Why it cannot be run again as it was published. */
  readonly obstacles: readonly string[];
  /** What may make a difference. */
  readonly notes: readonly string[];
}

/** Looks over a recorded run, without running anything. */
export function survey(run: RecordedRun): Survey {
  const files = [...run.inputs, ...run.outputs].flatMap(({ items }) => items.filter((item) => item.kind !== 'value'));
  const sizes = files.flatMap(({ size }) => size ?? []);
  const memory = run.steps.flatMap(({ usage }) => usage.memory ?? []);
  const images = distinct(run.steps.flatMap((step) => step.images));
  const duration =
    run.start !== undefined && run.end !== undefined ? (Date.parse(run.end) - Date.parse(run.start)) / 1000 : Number.NaN;
  const lost = run.inputs.flatMap(({ name, items }) =>
    items.flatMap((item) => (item.kind !== 'value' && item.path === undefined ? [{ name, item }] : [])),
  );
  return {
    ...(run.engine === undefined ? {} : { engine: run.engine }),
    ...(run.workflow?.language === undefined ? {} : { language: run.workflow.language }),
    ...(run.start === undefined ? {} : { start: run.start }),
    ...(run.license === undefined ? {} : { license: run.license }),
    status: run.status,
    steps: run.steps.length,
    inputs: run.inputs.length,
    outputs: run.outputs.length,
    ...(duration >= 0 ? { duration } : {}),
    ...(memory.length > 0 ? { memory: Math.max(...memory) } : {}),
    ...(sizes.length > 0 ? { disk: sizes.reduce((sum, size) => sum + size, 0) } : {}),
    images,
    network: lost.flatMap(({ item }) => item.url ?? []),
    obstacles: [
      ...workflowObstacles(run),
      ...lost.map(
        ({ name, item }) =>
          `input ${name}: ${item.name} is not in the crate${item.url === undefined ? '' : `, but said to be at ${item.url}`}`,
      ),
    ],
    notes: [
      ...images
        .filter(({ digest }) => digest === undefined)
        .map(({ name }) => `image ${name} is not pinned by a digest: it may be another one today`),
      ...(run.license === undefined ? ['no licence is stated'] : []),
      ...(run.status === 'failed' ? ['the recorded run failed'] : []),
      ...(run.outputs.length === 0 ? ['no outputs are recorded: nothing can be compared'] : []),
      ...(run.others > 0 ? [`${run.others} more runs are recorded; the first is looked at`] : []),
    ],
  };
}

function workflowObstacles({ workflow }: RecordedRun): readonly string[] {
  if (!workflow) return ['no workflow is named'];
  if (!workflow.isThere) return [`the workflow ${workflow.id} is not in the crate`];
  const isCwl = /common workflow language|cwl/i.test(`${workflow.language ?? ''} ${workflow.id}`);
  return isCwl ? [] : [`the workflow is written in ${workflow.language ?? 'an unknown language'}, not in CWL`];
}

function distinct(images: readonly RecordedImage[]): readonly RecordedImage[] {
  return [...new Map(images.map((image) => [`${image.name} ${image.digest ?? ''}`, image])).values()];
}
