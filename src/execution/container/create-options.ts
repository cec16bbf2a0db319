import type { JobSpec } from '../../job/jobspec.ts';
import type { ContainerCreateOptions } from './api.ts';
import type { ContainerSettings } from './engine.ts';
import type { Mount } from './mounts.ts';

const mebibyte = 2 ** 20;

/** Processes of a container that is not trusted. */
const mostProcesses = 2048;

/** How containers of this run differ from those of others. */
export interface ContainerStyle {
  readonly settings: ContainerSettings;
  /** Label that all containers of the run bear. */
  readonly label: string;
  readonly run: string;
  /** `uid:gid` in the container that is the caller outside. */
  readonly user: string;
  /** How user ids are mapped, where that is not the engine's default. */
  readonly userNamespace?: string;
}

/** The request that makes the container of a job. The entry point of the image stays; the command is what it is given. */
export function createOptions(
  spec: JobSpec,
  mounts: readonly Mount[],
  name: string,
  style: ContainerStyle,
): ContainerCreateOptions {
  const { settings } = style;
  const { image, network, shmSize, gpus } = spec.container!;
  const { ram, cores } = spec.resources;
  const hasInput = spec.stdin !== undefined;
  return {
    name,
    Image: image,
    Cmd: [...spec.command],
    Env: Object.entries(spec.environment).map(([key, value]) => `${key}=${value}`),
    WorkingDir: spec.layout.outdir,
    User: style.user,
    Labels: { [style.label]: style.run },
    AttachStdin: hasInput,
    OpenStdin: hasInput,
    StdinOnce: hasInput,
    AttachStdout: true,
    AttachStderr: true,
    // What an image calls its health is nobody's business here, and asking takes time.
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Mounts: mounts.map(({ source, target, readOnly }) => ({
        Type: 'bind',
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
      ReadonlyRootfs: true,
      NetworkMode: network && !settings.locked ? (settings.network ?? 'default') : 'none',
      SecurityOpt: ['no-new-privileges'],
      ...(settings.locked ? { CapDrop: ['ALL'], PidsLimit: mostProcesses } : {}),
      LogConfig: { Type: 'none', Config: {} },
      ...(settings.strictMemory ? { Memory: ram * mebibyte, MemorySwap: ram * mebibyte } : {}),
      ...(settings.strictCpu ? { NanoCpus: cores * 1e9 } : {}),
      ...(shmSize === undefined ? {} : { ShmSize: shmSize * mebibyte }),
      ...(gpus === undefined ? {} : { DeviceRequests: [{ Driver: '', Count: gpus, Capabilities: [['gpu']] }] }),
      ...(style.userNamespace === undefined ? {} : { UsernsMode: style.userNamespace }),
    },
  };
}
