import type { ResolvedImage } from '../../../job/container.ts';
import type { Connector } from '../connector.ts';
import type { Options } from '../kind.ts';

/** What a container is made with. */
export interface Setup {
  readonly config: Options;
  /** What the engine calls the image where it runs. */
  readonly image: string;
  /** Folders of the host that the container has under the same paths. */
  readonly shared: readonly string[];
  /** Name for the container. */
  readonly name: string;
  /** Id of the run. */
  readonly run: string;
}

/** How one kind of container engine is spoken to, by its command, where a connector leads to. */
export interface ContainerDialect {
  /**
   * Finds the image of a deployment, and gets it if it is not there. `handle` is what the engine calls it, on other hosts of a
   * cluster too. Throws CONTAINER_IMAGE, CONTAINER_ENGINE, and what `run` throws.
   */
  resolve(connector: Connector, image: string, workdir: string, progress: (message: string) => void): Promise<FoundImage>;
  /** A command that starts a container which stays, and prints what it is called. */
  start(setup: Setup): string;
  /** A command that ends it, before that name. */
  readonly stop: string;
  /** Words of shell that run a program in it, before that program. */
  inside(container: string): string;
  /** Words of shell that run a program in a container of its own, in the current folder. */
  around(setup: Setup): string;
  /** The option that names a container which is there already. */
  readonly external: string;
  /** A command that prints the folders that a container shares with its host under the same path. */
  shared(container: string): string;
}

export interface FoundImage {
  readonly image: ResolvedImage;
  readonly handle: string;
}
