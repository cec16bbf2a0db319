import { readJson, type Json } from '../../base/json.ts';
import type { Format } from '../../language/model/binding.ts';
import type { InputParameter } from '../../language/model/parameter.ts';
import { alternatives, type CwlType } from '../../language/model/type.ts';
import type { RecordedFile, RecordedItem, RecordedRun } from '../read/run.ts';

/** The recorded inputs as an input object, and what could not be bound. */
export interface Bound {
  readonly inputs: Readonly<Record<string, Json>>;
  /** Inputs whose bytes are not in the crate, and recorded inputs that the workflow does not have. */
  readonly missing: readonly string[];
}

/** Binds recorded inputs to the inputs of a process, by parameter and name; `placeOf` gives the location of a path of the crate. */
export function bindInputs(run: RecordedRun, parameters: readonly InputParameter[], placeOf: (path: string) => string): Bound {
  const missing: string[] = [];
  const inputs: Record<string, Json> = {};
  for (const { name, type, format } of parameters) {
    const recorded = run.inputs.find((value) => value.name === name);
    if (!recorded) continue;
    for (const item of recorded.items)
      if (item.kind !== 'value' && located(item, run) === undefined)
        missing.push(`input ${name}: ${item.name} is not in the crate`);
    const values = recorded.items.map((item) => valueOf(item, type, run, placeOf, format));
    inputs[name] = isList(type) ? values : (values[0] ?? null);
  }
  for (const { name, parameter } of run.inputs)
    if (parameter !== undefined && !parameters.some((one) => one.name === name))
      missing.push(`the workflow has no input ${name}, which is recorded`);
  return { inputs, missing };
}

function valueOf(
  item: RecordedItem,
  type: CwlType,
  run: RecordedRun,
  placeOf: (path: string) => string,
  format: Format = [],
): Json {
  if (item.kind === 'value') return typed(item.text, type);
  return {
    class: item.kind === 'file' ? 'File' : 'Directory',
    location: placeOf(located(item, run) ?? item.id),
    // A name with a slash would be a path.
    ...(item.name.includes('/') ? {} : { basename: item.name }),
    // The crate says nothing of formats that a workflow of CWL would know.
    ...(item.kind === 'file' && format.length === 1 && !format[0]!.includes('$') ? { format: format[0]! } : {}),
  };
}

/** Where a file lies in the crate, perhaps under another name with the same digest. */
function located(file: RecordedFile, { inputs, outputs, steps }: RecordedRun): string | undefined {
  if (file.path !== undefined) return file.path;
  const all = [...inputs, ...outputs, ...steps.flatMap((step) => [...step.inputs, ...step.outputs])].flatMap(
    ({ items }) => items,
  );
  const same = all.find(
    (item) =>
      item.kind === 'file' &&
      item.path !== undefined &&
      item.digests.some(({ value }) => file.digests.some((digest) => digest.value === value)),
  );
  return same?.kind === 'file' ? same.path : undefined;
}

/** Recorded values are text; the type of the input says what it meant. */
function typed(text: string, type: CwlType): Json {
  const options = alternatives(type);
  const has = (name: (typeof options)[number]) => options.includes(name);
  const record = options.find((option) => typeof option === 'object' && option.type === 'record');
  if (record && text.startsWith('{')) {
    const fields = readJson(text) as Readonly<Record<string, string | null>>;
    const known = record.fields.filter(({ name }) => Object.hasOwn(fields, name));
    return Object.fromEntries(known.map(({ name, type: inner }) => [name, typed(fields[name] ?? 'null', inner)]));
  }
  if (has('null') && /^(null|None)$/.test(text)) return null;
  if (has('boolean') && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  if ((has('int') || has('long')) && /^[+-]?\d+$/.test(text)) return readJson(text.replace(/^\+|^(-?)0+(?=\d)/, '$1'));
  if ((has('float') || has('double')) && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  const list = options.find((option) => typeof option === 'object' && option.type === 'array');
  return list ? typed(text, list.items) : text;
}

function isList(type: CwlType): boolean {
  return alternatives(type).some((option) => typeof option === 'object' && option.type === 'array');
}
