import type { RunOptions } from '../app/run-options.ts';
import type { Arguments } from './arguments.ts';

/** What the command line says about how to run. */
export function runOptions(options: Arguments): Omit<RunOptions, 'agent' | 'command' | 'signal' | 'warn' | 'progress' | 'watch'> {
  const { outdir, evalTimeout, output, tmpdirPrefix, license } = options;
  return {
    outdir,
    evalTimeout,
    ...(output === undefined ? {} : { crate: output }),
    ...(tmpdirPrefix === undefined ? {} : { tmpdirPrefix }),
    ...(license === undefined ? {} : { license }),
    site: siteOptions(options),
    keep: options.leaveTmpdir,
    stopOnError: options.onError === 'stop',
    preserve: options.preserve,
    skipSchemas: options.skipSchemas,
    containers: containerOptions(options),
  };
}

function containerOptions(options: Arguments): RunOptions['containers'] {
  const { customNet, defaultContainer } = options;
  return {
    use: !options.noContainer,
    engine: options.containerEngine,
    pull: options.disablePull ? 'never' : options.forceDockerPull ? 'always' : 'newer',
    strictMemory: options.strictMemoryLimit,
    strictCpu: options.strictCpuLimit,
    ...(customNet === undefined ? {} : { network: customNet }),
    ...(defaultContainer === undefined ? {} : { default: defaultContainer }),
  };
}

function siteOptions({ mpiConfig, software, softwareConfig, softwareFolder }: Arguments): NonNullable<RunOptions['site']> {
  const asked = software.length > 0 || softwareConfig !== undefined;
  return { mpiConfig, ...(asked ? { software: { sources: software, config: softwareConfig, folder: softwareFolder } } : {}) };
}
