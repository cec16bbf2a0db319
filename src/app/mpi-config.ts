import { plainMpi, type MpiPlatform } from '../tool/mpi.ts';
import { mappingOf, readSettings, textOf, textsOf, unexpected } from './settings-file.ts';

const keys = ['runner', 'nproc_flag', 'default_nproc', 'extra_flags', 'env_pass', 'env_pass_regex', 'env_set'];

/** Reads how MPI programs are started here, in cwltool's form. Throws USAGE_ARGUMENT. */
export function readMpiConfig(path: string, variables: Readonly<Record<string, string | undefined>>): MpiPlatform {
  const file = { option: '--mpi-config-file', path };
  const config = mappingOf(file, readSettings(file), keys);
  const passed = textsOf(file, config['env_pass']);
  const patterns = textsOf(file, config['env_pass_regex']).map((pattern) => new RegExp(`^(?:${pattern})`));
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && (passed.includes(name) || patterns.some((pattern) => pattern.test(name))))
      environment[name] = value;
  }
  for (const [name, value] of Object.entries(mappingOf(file, config['env_set'] ?? {}))) environment[name] = textOf(file, value);
  const processes = Number(config['default_nproc'] ?? plainMpi.defaultProcesses);
  if (!Number.isInteger(processes) || processes < 0) throw unexpected(file, 'a whole number as default_nproc');
  return {
    runner: textOf(file, config['runner'] ?? plainMpi.runner),
    processesFlag: textOf(file, config['nproc_flag'] ?? plainMpi.processesFlag),
    defaultProcesses: processes,
    extraFlags: textsOf(file, config['extra_flags']),
    environment,
  };
}
