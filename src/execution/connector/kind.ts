import type { Json } from '../../base/json.ts';
import type { ResolvedImage } from '../../job/container.ts';
import type { Connector } from './connector.ts';
import type { Queue } from './queue.ts';

/** Options as a file of locations has them, checked against the schema of their kind. */
export type Options = Readonly<Record<string, Json | undefined>>;

/** A deployment that is to be opened. */
export interface Opening {
  /** Its name in the file. */
  readonly name: string;
  /** Its `config`, without its services. */
  readonly config: Options;
  /** Ways to use it, each with its options. */
  readonly services: ReadonlyMap<string, Options>;
  /** It is there already and stays. */
  readonly external: boolean;
  /** Folder of the file: what relative paths in options are relative to. */
  readonly folder: string;
  /** Absolute paths of the folders there below which jobs will work. */
  readonly workdirs: readonly string[];
  /** Where it stands: one place of what it wraps, or this machine. */
  readonly below: OpenPlace;
  /** Id of the run, to name what is made for it. */
  readonly run: string;
  /** Tells the user what takes long. */
  readonly progress: (message: string) => void;
}

/** A place where jobs can run. */
export interface OpenPlace {
  /** Tells it from others of the deployment: `node2:22`; absent where there is one. */
  readonly name?: string;
  /** Runs programs. */
  readonly connector: Connector;
  /** Reaches the files of its jobs: where these are those of the place below, it is the connector of that. */
  readonly files: Connector;
  /** Jobs are given to it; without one they are programs that the connector runs. */
  readonly queue?: Queue;
}

/** A deployment that is open. */
export interface Opened {
  /** The places of a service, or of the deployment where that has none: a job gets one of them. Throws TOPOLOGY_INVALID. */
  places(service: string | undefined): readonly [OpenPlace, ...OpenPlace[]];
  /** The image that jobs run in. */
  readonly image?: ResolvedImage;
  /** Takes away what was set up. Throws nothing. */
  close(): Promise<void>;
}

/** Opens deployments of one kind. Throws what its connector throws, CONTAINER_IMAGE, CONTAINER_ENGINE, TOPOLOGY_*, DATA_NOT_FOUND. */
export type Open = (opening: Opening) => Opened | Promise<Opened>;

/** An option as a word of a command line. */
export function showOption(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
