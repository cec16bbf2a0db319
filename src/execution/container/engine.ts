import type { ImageRequest, ResolvedImage } from '../../job/container.ts';
import type { Runner } from '../run/runner.ts';

/** Runs jobs in containers: `spec.container` is there, `spec.folders` are on this machine. */
export interface ContainerEngine extends Runner {
  /** As the engine says, for instance `Docker Engine` and `20.10.24`. */
  readonly name: string;
  readonly version: string;
  /**
   * Makes sure that the engine has an image, and says which it is. Asked twice for the same, it answers the same; asked
   * at the same time, it works once. Throws CONTAINER_IMAGE and CONTAINER_ENGINE.
   */
  resolve(request: ImageRequest, signal: AbortSignal): Promise<ResolvedImage>;
}

/** How containers are wanted. */
export interface ContainerSettings {
  readonly engine: 'auto' | 'docker' | 'podman' | 'singularity' | 'apptainer' | 'udocker';
  /** `newer`: ask the registry of an image that came from one whether its tag has moved; without an answer take what is there. */
  readonly pull: 'newer' | 'always' | 'never';
  /** Network of jobs that may reach one; absent: the engine's own default. */
  readonly network?: string;
  /** No network, no capabilities and not many processes, whatever a tool asks for. */
  readonly locked?: boolean;
  /** Kill a job that takes more memory than was reserved for it. */
  readonly strictMemory: boolean;
  /** Give a job no more processor time than was reserved for it. */
  readonly strictCpu: boolean;
  /** Is told what is under way with an image, now and then: one short line. */
  progress(message: string): void;
}
