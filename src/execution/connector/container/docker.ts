import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import { isImageId, parseReference } from '../../container/reference.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import type { ContainerDialect, FoundImage, Setup } from './dialect.ts';
import { flagsOf } from './flags.ts';

/** Options that are not for `docker run`, or that say what is so anyway. */
const own = ['image', 'command', 'containerId', 'transferBufferSize', 'rm', 'sigProxy', 'detachKeys', 'cidfile'];
const never = new AbortController().signal;

/** Docker, by its command. */
export const docker: ContainerDialect = {
  resolve: resolveDockerImage,
  start(setup) {
    const { config, image } = setup;
    const { command, entrypoint } = config;
    const words = Array.isArray(command) ? command.map((word) => quote(String(word))) : [];
    // A shell that waits for input that never comes, unless the file says what shall run.
    const idle = words.length === 0 && entrypoint === undefined ? ['--entrypoint=/bin/sh'] : [];
    return ['docker run --detach --interactive', `--name=${setup.name}`, ...common(setup), ...idle, quote(image), ...words].join(
      ' ',
    );
  },
  stop: 'docker rm --force --volumes',
  inside: (container) => `docker exec --interactive ${quote(container)}`,
  around(setup) {
    const shell = ['--workdir="$PWD"', "--entrypoint=''"];
    return ['docker run --rm --interactive', ...common(setup), ...shell, quote(setup.image)].join(' ');
  },
  external: 'containerId',
  shared(container) {
    const one = '{{if and .RW (eq .Source .Destination)}}{{println .Source}}{{end}}';
    return `docker inspect --format ${quote(`{{range .Mounts}}${one}{{end}}`)} -- ${quote(container)}`;
  },
};

/** Files that jobs write belong to the user of the host, unless the file says otherwise. */
function common({ config, shared, run }: Setup): readonly string[] {
  return [
    quote(`--label=org.crate-run.run=${run}`),
    ...(config['init'] === undefined ? ['--init'] : []),
    ...(config['user'] === undefined ? ['--user="$(id -u):$(id -g)"'] : []),
    ...shared.map((folder) => quote(`--volume=${folder}:${folder}`)),
    ...flagsOf(config, own),
  ];
}

/** Finds an image where a connector leads to, and pulls it if it is not there. */
async function resolveDockerImage(
  connector: Connector,
  name: string,
  _workdir: string,
  progress: (message: string) => void,
): Promise<FoundImage> {
  const reference = parseReference(name);
  if (!reference && !isImageId(name)) throw new CrateRunError('CONTAINER_IMAGE', `${name} is not the name of an image`);
  const fields = ['.Id', '.Architecture', '.Os', '.Size', 'json .RepoDigests'].map((field) => `{{${field}}}`).join('|');
  const inspect = `docker image inspect --format ${quote(fields)} -- ${quote(name)}`;
  const version = `docker version --format '{{.Server.Version}}' || exit 9`;
  const look = await ask(connector, { program: `${version}\n${inspect}` }, never);
  if (look.exitCode === 9) {
    throw new CrateRunError('CONTAINER_ENGINE', `Docker does not answer at ${connector.name}: ${look.stderr.trim()}`);
  }
  const isPresent = look.exitCode === 0;
  if (!isPresent) progress(`pulling ${name} at ${connector.name}`);
  const pull = `${version}\ndocker pull --quiet -- ${quote(name)} >/dev/null && ${inspect}`;
  const { exitCode, stdout, stderr } = isPresent ? look : await ask(connector, { program: pull }, never);
  if (exitCode !== 0) {
    throw new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there at ${connector.name}: ${stderr.trim()}`);
  }
  const [server = '', facts = ''] = stdout.split('\n');
  const [id = '', architecture = '', os = '', size = '', digests = 'null'] = facts.split('|');
  const known = ((JSON.parse(digests) as readonly string[] | null) ?? []).map(parseReference);
  const digest =
    reference && (reference.digest ?? known.find((each) => each?.repository === reference.repository && each.digest)?.digest);
  return {
    image: {
      requested: name,
      how: isPresent ? 'present' : 'pulled',
      id,
      ...(digest === undefined ? {} : { digest }),
      ...{ architecture, os, size: Number(size) },
      engine: { name: 'Docker Engine', version: server.trim() },
    },
    handle: reference && digest !== undefined ? `${reference.repository}@${digest}` : id,
  };
}
