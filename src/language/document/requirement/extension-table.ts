import type { Extension, RequirementClass } from '../../model/requirement.ts';
import { list } from '../field/collection.ts';
import { unexpected, type Cursor } from '../field/cursor.ts';
import { optional, required } from '../field/object.ts';
import { identifier, wholeOrExpression } from '../field/scalar.ts';
import { row, type Row } from './requirement-table.ts';

/** The namespace of cwltool's extensions, which other engines share. */
const cwltool = 'http://commonwl.org/cwltool#';

/** The extensions that are no part of any version of CWL, in the form that cwltool gave them. */
export const extensionTable: Readonly<Record<Extension['class'], Row>> = {
  CUDARequirement: {
    read: row('CUDARequirement', {
      cudaVersionMin: required(dotted),
      cudaComputeCapability: required((at: Cursor) => (Array.isArray(at.value) ? list(dotted)(at) : dotted(at))),
      cudaDeviceCountMin: optional(wholeOrExpression),
      cudaDeviceCountMax: optional(wholeOrExpression),
    }),
  },
  MPIRequirement: { read: row('MPIRequirement', { processes: optional(wholeOrExpression) }) },
  ShmSize: { read: row('ShmSize', { shmSize: required(memorySize) }) },
  Secrets: { read: row('Secrets', { secrets: required(list(identifier)) }) },
};

/** The loop of a step, which is read with the step. */
export const loopClass = `${cwltool}Loop`;

/** Names under which documents use what v1.1 made part of CWL, or what is no part of it. */
const names: Readonly<Record<string, RequirementClass>> = {
  [`${cwltool}LoadListingRequirement`]: 'LoadListingRequirement',
  [`${cwltool}InplaceUpdateRequirement`]: 'InplaceUpdateRequirement',
  [`${cwltool}TimeLimit`]: 'ToolTimeLimit',
  [`${cwltool}WorkReuse`]: 'WorkReuse',
  [`${cwltool}NetworkAccess`]: 'NetworkAccess',
  'http://arvados.org/cwl#ReuseRequirement': 'WorkReuse',
  ...Object.fromEntries(Object.keys(extensionTable).map((name) => [cwltool + name, name as RequirementClass])),
};

/** The class that an IRI of another namespace stands for. */
export function extensionNamed(iri: string): RequirementClass | undefined {
  return Object.hasOwn(names, iri) ? names[iri] : undefined;
}

/** The IRI of a class for documents of a version that does not know its bare name. */
export function iriOfExtension(name: RequirementClass): string | undefined {
  return Object.entries(names).find(([, known]) => known === name)?.[0];
}

/** `X.Y`: written without quotes, YAML would make 8.10 the number 8.1. */
function dotted(at: Cursor): string | undefined {
  if (typeof at.value === 'string' && /^\d+(\.\d+)*$/.test(at.value)) return at.value;
  return unexpected(at, 'a version in quotes, such as "11.4"');
}

/** Bytes, or a number with a unit. */
function memorySize(at: Cursor): string | number | undefined {
  const { value } = at;
  if (typeof value === 'string' ? /^[1-9]\d*[bkmg]?$/i.test(value) : Number.isInteger(value) && Number(value) > 0) {
    return value as string | number;
  }
  return unexpected(at, 'bytes, or a number with the unit b, k, m or g, such as "64m"');
}
