import { CrateRunError } from '../../base/error.ts';
import { ask } from './ask.ts';
import type { Connector, Place } from './connector.ts';

/** Prints one answer a line; a line is empty when the machine does not know. */
export const describeProgram = `
line() { printf '%s\\n' "$(eval "$1" 2>/dev/null | head -n 1)"; }
line 'uname -n'
line '(. /etc/os-release && printf %s "$PRETTY_NAME")'
line 'printf "%s %s" "$(uname -s)" "$(uname -r)"'
line 'uname -m'
line "sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo"
line 'nproc || getconf _NPROCESSORS_ONLN'
line "sed -n 's/^MemTotal: *\\([0-9]*\\).*/\\1/p' /proc/meminfo || expr $(sysctl -n hw.memsize) / 1024"
printf '%s\\n' "$PATH"
`;

/** Asks a machine what it is, with one command. Throws what `run` throws, and CONN_FAILED. */
async function describe(connector: Pick<Connector, 'name' | 'run'>): Promise<Place> {
  const { stdout, stderr } = await ask(connector, { program: describeProgram }, new AbortController().signal);
  const place = readDescription(stdout);
  if (place) return place;
  const why = stderr.trim() || 'it answers, but not as a POSIX shell does';
  throw new CrateRunError('CONN_FAILED', `${connector.name} does not say what it is: ${why}`);
}

/** What the program printed; undefined when that is not whole. */
export function readDescription(text: string): Place | undefined {
  const [hostname, os, kernel, architecture, cpu, cores, memoryKiB, searchPath] = text.split('\n');
  if (!hostname || !kernel || !architecture || searchPath === undefined) return undefined;
  return {
    hostname,
    os: os || kernel,
    kernel,
    architecture,
    ...(cpu ? { cpu } : {}),
    cores: Number(cores) || 1,
    memoryMiB: Math.floor(Number(memoryKiB) / 1024) || 0,
    searchPath,
  };
}

/** Remembers what a machine said; a failure is forgotten. */
export function describeOnce(connector: Pick<Connector, 'name' | 'run'>): () => Promise<Place> {
  let known: Promise<Place> | undefined;
  return () =>
    (known ??= describe(connector).catch((thrown: unknown) => {
      known = undefined;
      throw thrown;
    }));
}
