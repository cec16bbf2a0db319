/** A package that somebody asked for: a name, versions each of which will do, and IRIs that tell which software is meant. */
export interface SoftwareRequest {
  readonly package: string;
  readonly version?: readonly string[];
  readonly specs?: readonly string[];
}

/** What answers a request. */
export interface ResolvedSoftware {
  readonly requested: SoftwareRequest;
  /** `path`: a program of that name is installed here, whatever its version. */
  readonly by: 'module' | 'conda' | 'path';
  /** What it is called there. */
  readonly name: string;
  readonly version?: string;
  /** The file of the module, the folder of the conda environment, or the program. */
  readonly path?: string;
}

/** An environment in which packages can be used: what to add to that of a job. */
export interface SoftwareEnvironment {
  readonly resolved: readonly ResolvedSoftware[];
  readonly variables: Readonly<Record<string, string>>;
}

/** A way to get at software. */
export interface SoftwareSource {
  /** For messages: `environment modules`. */
  readonly name: string;
  /** Makes the packages usable, all of them together; says why not when one of them cannot be had. */
  provide(requests: readonly SoftwareRequest[], signal: AbortSignal): Promise<SoftwareEnvironment | { readonly lacking: string }>;
}

/** Replaces what a document asks for by what is installed here under another name or version. */
export interface Mapping {
  readonly from: { readonly name: string; readonly version?: string };
  readonly to: { readonly name: string; readonly version?: string };
}

/** What to look for: each name and version that will do, the preferred one first. */
export function candidatesFor(
  request: SoftwareRequest,
  mappings: readonly Mapping[],
): readonly { readonly name: string; readonly version?: string }[] {
  // A package may be named by an IRI, whose last part then is its name.
  const name = request.package.slice(request.package.lastIndexOf('#') + 1);
  const versions = request.version?.length ? request.version : [undefined];
  return versions.map((version) => {
    const mapped = mappings.find(({ from }) => {
      return from.name === name && (from.version === undefined || from.version === version);
    })?.to;
    const chosen = mapped?.version ?? version;
    return { name: mapped?.name ?? name, ...(chosen === undefined ? {} : { version: chosen }) };
  });
}

/** The request in words: `samtools 1.9 or 1.10`. */
export function requestText({ package: name, version = [] }: SoftwareRequest): string {
  return version.length === 0 ? name : `${name} ${version.join(' or ')}`;
}
