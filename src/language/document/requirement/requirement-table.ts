import { samePlace } from '../../../base/span.ts';
import { isSince, type CwlVersion } from '../../model/process.ts';
import type { Extension, Requirement, RequirementClass, RequirementOf } from '../../model/requirement.ts';
import { loadListing } from '../parameter/binding.ts';
import { identified, list, oneOrMany } from '../field/collection.ts';
import type { Cursor, Reader } from '../field/cursor.ts';
import { object, optional, required, type Fields } from '../field/object.ts';
import { flag, flagOrExpression, numberOrExpression, oneOf, text, wholeOrExpression } from '../field/scalar.ts';
import { type } from '../parameter/type.ts';
import { workDirListing } from './work-dir.ts';

/** How a requirement is read. */
export interface Row {
  readonly read: Reader<Requirement>;
  readonly since?: CwlVersion;
}

type Standard = Exclude<RequirementClass, Extension['class']>;

/** Every requirement class of CWL, its fields, and the version that brought it (CWL v1.2 CommandLineTool §5, Workflow §5). */
export const requirementTable: Readonly<Record<Standard, Row>> = {
  InlineJavascriptRequirement: { read: javascript },
  SchemaDefRequirement: { read: row('SchemaDefRequirement', { types: required(list(type)) }) },
  LoadListingRequirement: { read: listing, since: 'v1.1' },
  DockerRequirement: {
    read: row('DockerRequirement', {
      dockerPull: optional(text),
      dockerLoad: optional(text),
      dockerFile: optional(text),
      dockerImport: optional(text),
      dockerImageId: optional(text),
      dockerOutputDirectory: optional(text),
    }),
  },
  SoftwareRequirement: {
    read: row('SoftwareRequirement', {
      packages: required(
        identified(
          'package',
          'specs',
          object('a software package', {
            package: required(text),
            version: optional(list(text)),
            specs: optional(oneOrMany(text)),
          }),
        ),
      ),
    }),
  },
  InitialWorkDirRequirement: { read: row('InitialWorkDirRequirement', { listing: required(workDirListing) }) },
  EnvVarRequirement: {
    read: row('EnvVarRequirement', {
      envDef: required(
        identified(
          'envName',
          'envValue',
          object('an environment variable', { envName: required(text), envValue: required(text) }),
        ),
      ),
    }),
  },
  ShellCommandRequirement: { read: row('ShellCommandRequirement', {}) },
  ResourceRequirement: {
    read: row('ResourceRequirement', {
      coresMin: optional(amount),
      coresMax: optional(amount),
      ramMin: optional(amount),
      ramMax: optional(amount),
      tmpdirMin: optional(amount),
      tmpdirMax: optional(amount),
      outdirMin: optional(amount),
      outdirMax: optional(amount),
    }),
  },
  WorkReuse: { read: row('WorkReuse', { enableReuse: required(flagOrExpression) }), since: 'v1.1' },
  NetworkAccess: { read: row('NetworkAccess', { networkAccess: required(flagOrExpression) }), since: 'v1.1' },
  InplaceUpdateRequirement: { read: row('InplaceUpdateRequirement', { inplaceUpdate: required(flag) }), since: 'v1.1' },
  ToolTimeLimit: { read: row('ToolTimeLimit', { timelimit: required(wholeOrExpression) }), since: 'v1.1' },
  SubworkflowFeatureRequirement: { read: row('SubworkflowFeatureRequirement', {}) },
  ScatterFeatureRequirement: { read: row('ScatterFeatureRequirement', {}) },
  MultipleInputFeatureRequirement: { read: row('MultipleInputFeatureRequirement', {}) },
  StepInputExpressionRequirement: { read: row('StepInputExpressionRequirement', {}) },
};

/** Whether a version of CWL has a requirement by its bare name. */
export function isKnownTo(version: CwlVersion, name: RequirementClass): boolean {
  const row = Object.hasOwn(requirementTable, name) ? requirementTable[name as Standard] : undefined;
  return row !== undefined && isSince(version, row.since ?? 'v1.0');
}

const readJavascript = row('InlineJavascriptRequirement', { expressionLib: optional(list(text)) });

function javascript(at: Cursor): RequirementOf<'InlineJavascriptRequirement'> | undefined {
  const read = readJavascript(at);
  return read && samePlace({ expressionLib: [], ...read }, at.value);
}

const readListing = row('LoadListingRequirement', { loadListing: optional(loadListing) });

function listing(at: Cursor): RequirementOf<'LoadListingRequirement'> | undefined {
  const read = readListing(at);
  return read && samePlace({ loadListing: 'no_listing' as const, ...read }, at.value);
}

/** Fractions came with v1.2. */
function amount(at: Cursor): number | string | undefined {
  return isSince(at.scope.version, 'v1.2') ? numberOrExpression(at) : wholeOrExpression(at);
}

/** A requirement of a class with some fields. */
export function row<Name extends RequirementClass, F extends Fields>(name: Name, fields: F) {
  // Packed documents name what was imported by an id, which means nothing here.
  return object(name, { class: required(oneOf(name)), id: optional(() => undefined), ...fields });
}
