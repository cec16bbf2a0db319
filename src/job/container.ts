/** The container that a job runs in. */
export interface ContainerSpec {
  /** Names exactly one image of the engine: the id that `ResolvedImage` gives. */
  readonly image: string;
  /** Whether the job may reach a network; without it the container has none. */
  readonly network: boolean;
  /** Size of `/dev/shm` in mebibytes; absent: as the engine likes. */
  readonly shmSize?: number;
  /** Number of GPUs to hand in. */
  readonly gpus?: number;
}

/** An image that somebody asked for: a name, and where it comes from when the engine does not have it. */
export interface ImageRequest {
  /** What to call the image: a reference (`docker.io/library/debian:12`, with or without digest) or an image id. */
  readonly name: string;
  readonly origin:
    | { readonly kind: 'pull' }
    /** An archive made by `docker save`, or a root file system; a path or a URL. */
    | { readonly kind: 'load'; readonly archive: string }
    | { readonly kind: 'import'; readonly archive: string }
    /** The text of a Dockerfile. */
    | { readonly kind: 'build'; readonly dockerfile: string }
    /** It must be there. */
    | { readonly kind: 'present' };
}

/** Which image answered a request. All of it is what the engine says; what it does not say is absent. */
export interface ResolvedImage {
  /** `name` of the request. */
  readonly requested: string;
  readonly how: 'present' | 'pulled' | 'loaded' | 'imported' | 'built';
  /** Config id, `sha256:…`: names the bytes that run. */
  readonly id: string;
  /** Digest of the manifest under that name in its registry, `sha256:…`; absent for images that no registry knows. */
  readonly digest?: string;
  readonly architecture: string;
  readonly os: string;
  /** Bytes. */
  readonly size: number;
  readonly engine: { readonly name: string; readonly version: string };
}
