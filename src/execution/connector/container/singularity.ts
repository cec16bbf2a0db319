import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import type { ContainerDialect, FoundImage, Setup } from './dialect.ts';
import { flagsOf } from './flags.ts';

/** Options that are not for the command, and those that only instances take. */
const own = ['image', 'command', 'instanceName', 'transferBufferSize'];
const ofInstances = ['boot', 'pidFile'];
const never = new AbortController().signal;

/** Singularity and Apptainer, which is the same by another name. */
export function singularity(program: 'singularity' | 'apptainer'): ContainerDialect {
  return {
    resolve: (connector, image, workdir, progress) => resolveImage(program, connector, image, workdir, progress),
    start(setup) {
      const instance = ['instance start', ...common(setup), quote(setup.image), setup.name].join(' ');
      return `${program} ${instance} >&2 && echo ${setup.name}`;
    },
    stop: `${program} instance stop`,
    inside: (container) => `${program} exec ${quote(`instance://${container}`)}`,
    around(setup) {
      return [`${program} exec --pwd "$PWD"`, ...common(setup, ofInstances), quote(setup.image)].join(' ');
    },
    external: 'instanceName',
    // Nobody tells; it is the habit of both programs to show the folders of the host.
    shared: () => 'echo /',
  };
}

function common({ config, shared }: Setup, passedOver: readonly string[] = []): readonly string[] {
  return [...shared.map((folder) => quote(`--bind=${folder}:${folder}`)), ...flagsOf(config, [...own, ...passedOver])];
}

/** Images are files: one that is named by an address is pulled into a file of the working folder, once. */
async function resolveImage(
  program: string,
  connector: Connector,
  name: string,
  workdir: string,
  progress: (message: string) => void,
): Promise<FoundImage> {
  const isFile = !/^[a-z][a-z0-9+.-]*:\/\//.test(name);
  const file = isFile ? name : `${workdir}/images/${name.replace(/[^\w.-]/g, '_')}.sif`;
  const place = quote(file);
  if (!isFile) progress(`${program} pulls ${name} at ${connector.name}, unless it has done so before`);
  const look = [
    `command -v ${program} >/dev/null || exit 9`,
    `how=present`,
    ...(isFile
      ? []
      : [
          `[ -e ${place} ] || { how=pulled; mkdir -p ${quote(`${workdir}/images`)}; ${program} pull ${quote(`${file}.part`)} ${quote(name)} >&2 && mv ${quote(`${file}.part`)} ${place} || exit; }`,
        ]),
    `[ -f ${place} ] || { echo no such file >&2; exit 1; }`,
    `echo "$how $(sha256sum <${place} | cut -d ' ' -f 1) $(wc -c <${place}) $(uname -m) $(${program} --version)"`,
  ];
  const { exitCode, stdout, stderr } = await ask(connector, { program: look.join('\n') }, never);
  if (exitCode === 9) throw new CrateRunError('CONTAINER_ENGINE', `there is no ${program} at ${connector.name}`);
  const [, how, digest, size, machine = '', version] = /^(present|pulled) ([0-9a-f]{64}) +(\d+) (\S+) (.*)/.exec(stdout) ?? [];
  if (exitCode !== 0 || digest === undefined) {
    throw new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there at ${connector.name}: ${stderr.trim()}`);
  }
  return {
    image: {
      requested: name,
      how: how as 'present' | 'pulled',
      id: `sha256:${digest}`,
      architecture: { x86_64: 'amd64', aarch64: 'arm64' }[machine] ?? machine,
      os: 'linux',
      size: Number(size),
      engine: {
        name: program === 'apptainer' ? 'Apptainer' : 'Singularity',
        version: /\d[\w.+-]*/.exec(version ?? '')?.[0] ?? 'unknown',
      },
    },
    handle: file,
  };
}
