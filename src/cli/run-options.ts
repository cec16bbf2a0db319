import type { RunOptions } from '../app/run-options.ts';
import type { Arguments } from './arguments.ts';

/** What the command line says about how to run. */
export function runOptions(options: Arguments): Omit<RunOptions, 'agent' | 'command' | 'signal' | 'warn' | 'progress' | 'watch'> {
  const { outdir, evalTimeout, output, tmpdirPrefix, license, crateProfile } = options;
  return {
    outdir,
    evalTimeout,
    crateProfile,
    ...(output === undefined ? {} : { crate: output }),
    ...(tmpdirPrefix === undefined ? {} : { tmpdirPrefix }),
    ...(license === undefined ? {} : { license }),
    site: siteOptions(options),
    keep: options.leaveTmpdir === true,
    stopOnError: options.onError === 'stop',
    preserve: options.preserve,
    skipSchemas: options.skipSchemas === true,
    containers: containerOptions(options),
  };
}

function containerOptions(options: Arguments): RunOptions['containers'] {
  const { customNet, defaultContainer } = options;
  return {
    use: options.container,
    engine: options.containerEngine,
    pull: options.disablePull ? 'never' : options.forceDockerPull ? 'always' : 'newer',
    strictMemory: options.strictMemoryLimit === true,
    strictCpu: options.strictCpuLimit === true,
    ...(customNet === undefined ? {} : { network: customNet }),
    ...(defaultContainer === undefined ? {} : { default: defaultContainer }),
  };
}

function siteOptions(options: Arguments): NonNullable<RunOptions['site']> {
  const { mpiConfigFile, software, betaDependencyResolversConfiguration: config, betaDependenciesDirectory: folder } = options;
  const asked = software.length > 0 || config !== undefined;
  return { mpiConfig: mpiConfigFile, ...(asked ? { software: { sources: software, config, folder } } : {}) };
}
