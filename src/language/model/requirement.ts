import type { Expression, LoadListing } from './binding.ts';
import type { CwlType } from './type.ts';
import type { CwlDirectory, CwlFile, CwlValue } from './value.ts';

/** CWL v1.2 Dirent. `entry` keeps its white space: it decides whether the entry is a value or text. */
export interface Dirent {
  readonly entry: Expression;
  readonly entryname?: Expression;
  readonly writable?: boolean;
}

export interface SoftwarePackage {
  readonly package: string;
  readonly version?: readonly string[];
  readonly specs?: readonly string[];
}

/** Every requirement or hint that crate-run knows, told apart by `class` (CWL v1.2 CommandLineTool §5, Workflow §5). */
export type Requirement =
  | { readonly class: 'InlineJavascriptRequirement'; readonly expressionLib: readonly string[] }
  | { readonly class: 'SchemaDefRequirement'; readonly types: readonly CwlType[] }
  | { readonly class: 'LoadListingRequirement'; readonly loadListing: LoadListing }
  | {
      readonly class: 'DockerRequirement';
      readonly dockerPull?: string;
      readonly dockerLoad?: string;
      readonly dockerFile?: string;
      readonly dockerImport?: string;
      readonly dockerImageId?: string;
      readonly dockerOutputDirectory?: string;
    }
  | { readonly class: 'SoftwareRequirement'; readonly packages: readonly SoftwarePackage[] }
  | {
      readonly class: 'InitialWorkDirRequirement';
      /** An expression, or items each of which is an expression, a Dirent, a File or Directory, a list of those, or null. */
      readonly listing: Expression | readonly (Expression | Dirent | CwlFile | CwlDirectory | readonly CwlValue[] | null)[];
    }
  | {
      readonly class: 'EnvVarRequirement';
      readonly envDef: readonly { readonly envName: string; readonly envValue: Expression }[];
    }
  | { readonly class: 'ShellCommandRequirement' }
  | ResourceRequirement
  | { readonly class: 'WorkReuse'; readonly enableReuse: boolean | Expression }
  | { readonly class: 'NetworkAccess'; readonly networkAccess: boolean | Expression }
  | { readonly class: 'InplaceUpdateRequirement'; readonly inplaceUpdate: boolean }
  | { readonly class: 'ToolTimeLimit'; readonly timelimit: number | Expression }
  | { readonly class: 'SubworkflowFeatureRequirement' }
  | { readonly class: 'ScatterFeatureRequirement' }
  | { readonly class: 'MultipleInputFeatureRequirement' }
  | { readonly class: 'StepInputExpressionRequirement' }
  | Extension;

/** Requirements that are no part of CWL, of the namespace `http://commonwl.org/cwltool#`. */
export type Extension =
  | CudaRequirement
  /** Without `processes`: as many as the site says. Zero: no MPI. */
  | { readonly class: 'MPIRequirement'; readonly processes?: number | Expression }
  /** Size of `/dev/shm`: bytes, or a number with the unit b, k, m or g. */
  | { readonly class: 'ShmSize'; readonly shmSize: string | number }
  /** Names of inputs of the process whose values nobody may read afterwards. */
  | { readonly class: 'Secrets'; readonly secrets: readonly string[] };

/** What a tool needs of NVIDIA GPUs; versions and capabilities as `X.Y`. */
export interface CudaRequirement {
  readonly class: 'CUDARequirement';
  readonly cudaVersionMin: string;
  /** The least, or a list of the only ones. */
  readonly cudaComputeCapability: string | readonly string[];
  readonly cudaDeviceCountMin?: number | Expression;
  readonly cudaDeviceCountMax?: number | Expression;
}

/** CWL v1.2 ResourceRequirement: cores; ram, tmpdir and outdir in mebibytes. */
export interface ResourceRequirement {
  readonly class: 'ResourceRequirement';
  readonly coresMin?: number | Expression;
  readonly coresMax?: number | Expression;
  readonly ramMin?: number | Expression;
  readonly ramMax?: number | Expression;
  readonly tmpdirMin?: number | Expression;
  readonly tmpdirMax?: number | Expression;
  readonly outdirMin?: number | Expression;
  readonly outdirMax?: number | Expression;
}

export type RequirementClass = Requirement['class'];
export type RequirementOf<Class extends RequirementClass> = Extract<Requirement, { class: Class }>;

/** Requirements and hints of one process, step or run. */
export interface Demands {
  readonly requirements: readonly Requirement[];
  readonly hints: readonly Requirement[];
}

/** The requirement or hint of a class that is in force, if any. */
export function inForce<Class extends RequirementClass>(demands: Demands, name: Class): RequirementOf<Class> | undefined {
  const of = (list: readonly Requirement[]) => list.find((item): item is RequirementOf<Class> => item.class === name);
  return of(demands.requirements) ?? of(demands.hints);
}
