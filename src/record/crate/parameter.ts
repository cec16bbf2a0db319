import type { InputParameter, Parameter } from '../../language/model/parameter.ts';
import type { Process } from '../../language/model/process.ts';
import { parameterIri } from '../iri.ts';
import { inCrate } from './data.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { profiles } from './terms.ts';
import { typeFacts } from './type.ts';
import { textOf } from './value.ts';

/** Describes the inputs and outputs of a process, for its `input` and `output`. */
export function describeParameters(
  draft: Draft,
  process: Process,
): { readonly input: Reference[]; readonly output: Reference[] } {
  return {
    input: process.inputs.map((parameter) => describeParameter(draft, process, parameter)),
    output: process.outputs.map((parameter) => describeParameter(draft, process, parameter)),
  };
}

function describeParameter(draft: Draft, process: Process, parameter: Parameter | InputParameter): Reference {
  const id = parameterIri(process, parameter.name);
  const fallback = 'default' in parameter ? parameter.default : undefined;
  const facts = typeFacts(parameter.type, draft.collections.has(id));
  const formats = (parameter.format ?? []).filter((format) => !/\$[({]/.test(format));
  return describe(draft.graph, {
    '@id': id,
    '@type': 'FormalParameter',
    name: parameter.name,
    alternateName: parameter.label,
    description: parameter.doc,
    ...facts,
    ...(fallback === undefined || fallback === null
      ? {}
      : { valueRequired: 'False', defaultValue: textOf(inCrate(draft, fallback)) }),
    encodingFormat: formats.length > 1 ? formats : formats[0],
    conformsTo: ref(profiles.formalParameter.id),
  });
}
