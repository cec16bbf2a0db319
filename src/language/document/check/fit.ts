import { alternatives, type CwlType, type EnumType, type RecordType } from '../../model/type.ts';

/** Whether values of one type can be used as another: always, for some values, or never. */
export type Fit = 'always' | 'sometimes' | 'never';

/**
 * How values of type `source` fit a sink of type `sink` (CWL v1.2 Workflow, Data links). Null alone does not make a
 * link possible: a link that could only ever carry null is taken for a mistake.
 */
export function fit(source: CwlType, sink: CwlType): Fit {
  const given = alternatives(source);
  const fits = given.map((type) => best(alternatives(sink).map((target) => fitOne(type, target))));
  if (fits.every((one) => one === 'always')) return 'always';
  const matters = fits.filter((_, index) => given[index] !== 'null');
  return (matters.length > 0 ? matters : fits).every((one) => one === 'never') ? 'never' : 'sometimes';
}

type Single = ReturnType<typeof alternatives>[number];

function fitOne(source: Single, sink: Single): Fit {
  if (source === sink || source === 'Any') return 'always';
  if (sink === 'Any') return source === 'null' ? 'never' : 'always';
  if (typeof source === 'string') {
    if (typeof sink === 'string') return fitNumbers(source, sink);
    return source === 'string' && sink.type === 'enum' ? 'sometimes' : 'never';
  }
  if (typeof sink === 'string') return source.type === 'enum' && sink === 'string' ? 'always' : 'never';
  if (source.type === 'array' && sink.type === 'array') return fit(source.items, sink.items);
  if (source.type === 'record' && sink.type === 'record') return fitRecords(source, sink);
  return source.type === 'enum' && sink.type === 'enum' ? fitEnums(source, sink) : 'never';
}

const numbers = ['int', 'long', 'float', 'double'];

function fitNumbers(source: string, sink: string): Fit {
  const [from, to] = [numbers.indexOf(source), numbers.indexOf(sink)];
  if (from < 0 || to < 0) return 'never';
  return from <= to ? 'always' : 'sometimes';
}

function fitEnums(source: EnumType, sink: EnumType): Fit {
  const shared = source.symbols.filter((symbol) => sink.symbols.includes(symbol)).length;
  if (shared === 0) return 'never';
  return shared === source.symbols.length ? 'always' : 'sometimes';
}

/** Every field of the sink must be filled. */
function fitRecords(source: RecordType, sink: RecordType): Fit {
  return worst(
    sink.fields.map((field) => {
      const given = source.fields.find((candidate) => candidate.name === field.name);
      return fit(given?.type ?? 'null', field.type);
    }),
  );
}

function best(fits: readonly Fit[]): Fit {
  if (fits.includes('always')) return 'always';
  return fits.includes('sometimes') ? 'sometimes' : 'never';
}

function worst(fits: readonly Fit[]): Fit {
  if (fits.includes('never')) return 'never';
  return fits.includes('sometimes') ? 'sometimes' : 'always';
}
