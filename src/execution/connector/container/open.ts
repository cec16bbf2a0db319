import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import { describeOnce } from '../describe.ts';
import type { Open, Opened, Opening, OpenPlace, Options } from '../kind.ts';
import type { ContainerDialect, Setup } from './dialect.ts';
import { hold, type Held } from './hold.ts';

const never = new AbortController().signal;

/**
 * Opens containers of one kind. Jobs share one that stays, in which each is a program of its own; where they are given to a queue
 * manager each has one for itself, on the node where it runs. A working folder is that of the host, under the same path.
 */
export function openContainer(dialect: ContainerDialect): Open {
  return async (opening) => {
    const { name, config, external, workdirs, below, run, progress } = opening;
    const existing = config[dialect.external];
    if (external && typeof existing === 'string') return openExisting(dialect, opening, existing);
    const requested = textOf(config['image']);
    const { image, handle } = await dialect.resolve(below.connector, requested, workdirs[0] ?? '/tmp', progress);
    const setup = { config, shared: workdirs, run, name: `crate-run-${run}-${name}` };
    if (below.queue) {
      const around = dialect.around({ ...setup, image: handle });
      const { queue } = below;
      const place: OpenPlace = {
        ...below,
        queue: { ...queue, submit: (job, signal) => queue.submit({ ...job, around }, signal) },
      };
      return { places: () => [place], image, close: () => Promise.resolve() };
    }
    const container = keepOne(name, dialect, below.connector, { ...setup, image: image.id });
    await container.get();
    const connector = connectorInto(name, dialect, below, container.get);
    return { places: () => [{ connector, files: below.files }], image, close: container.close };
  };
}

/** A container that somebody else started. Its files are those of the host where it has the working folders from there. */
async function openExisting(dialect: ContainerDialect, opening: Opening, existing: string): Promise<Opened> {
  const { name, config, workdirs, below, progress } = opening;
  const { image } = await dialect.resolve(below.connector, textOf(config['image']), workdirs[0] ?? '/tmp', progress);
  const { exitCode, stdout, stderr } = await ask(below.connector, { program: dialect.shared(existing) }, never);
  if (exitCode !== 0) throw missing(name, existing, stderr.trim());
  const shared = stdout.split('\n').filter((line) => line !== '');
  const isShared = (folder: string) => shared.some((above) => above === '/' || `${folder}/`.startsWith(`${above}/`));
  const connector = connectorInto(name, dialect, below, () => Promise.resolve(existing));
  const files = workdirs.every(isShared) ? below.files : connector;
  return { places: () => [{ connector, files }], image, close: () => Promise.resolve() };
}

/** Starts a container when it is first needed, and again when it is gone. */
function keepOne(name: string, dialect: ContainerDialect, connector: Connector, setup: Setup) {
  let held: Promise<Held> | undefined;
  let starts = 0;
  const start = () => {
    const folders = setup.shared.map(quote).join(' ');
    const own = { ...setup, name: starts++ === 0 ? setup.name : `${setup.name}-${starts}` };
    const command = `mkdir -p ${folders} && ${dialect.start(own)}`;
    const starting = hold(connector, { start: command, stop: dialect.stop, fail: (why) => missing(name, setup.image, why) });
    const forget = () => {
      if (held === starting) held = undefined;
    };
    starting.then(({ over }) => over).then(forget, forget);
    return starting;
  };
  return {
    get: async () => (await (held ??= start())).name,
    async close() {
      await held?.then(
        (container) => container.release(),
        () => undefined,
      );
    },
  };
}

/** Programs in a container. */
function connectorInto(
  name: string,
  dialect: ContainerDialect,
  { connector: host, files }: OpenPlace,
  container: () => Promise<string>,
): Connector {
  const run: Connector['run'] = async (command, signal) => {
    const inside = dialect.inside(await container());
    return host.run({ ...command, program: `exec ${inside} /bin/sh -c ${quote(command.program)}` }, signal);
  };
  const shown = `${name} at ${host.name}`;
  return {
    name: shown,
    get commands() {
      return host.commands;
    },
    uriOf: files.uriOf,
    run,
    describe: describeOnce({ name: shown, run }),
    close: () => undefined,
  };
}

function textOf(value: Options[string]): string {
  return typeof value === 'string' ? value : '';
}

function missing(name: string, what: string, why: string): CrateRunError {
  return new CrateRunError('CONTAINER_ENGINE', `cannot start the container of "${name}" (${what}): ${why || 'it ended at once'}`);
}
