import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timestamp } from '../base/clock.ts';
import { CrateRunError } from '../base/error.ts';
import type { Fact } from '../event/event.ts';
import type { Connector } from '../execution/connector/connector.ts';
import type { Opened, OpenPlace } from '../execution/connector/kind.ts';
import { openerOf } from '../execution/connector/kinds.ts';
import { createLocalConnector } from '../execution/connector/local.ts';
import type { Queue } from '../execution/connector/queue.ts';
import type { ResolvedImage } from '../job/container.ts';
import { connectors as kinds } from '../topology/schema/connectors.ts';
import { workdirOf } from '../topology/targets.ts';
import type { Deployment, Layer, Target, Topology } from '../topology/topology.ts';

/** One place of a target: a job gets one of them. */
export interface OpenLocation {
  /** As events name it: `h1`, `h1/node2:22`, `sl/short`. */
  readonly name: string;
  readonly deployment: string;
  readonly service?: string;
  /** Runs programs there. */
  readonly connector: Connector;
  /** Reaches the files of jobs there. Locations that share their files have the same one. */
  readonly files: Connector;
  /** Jobs are given to it; without one they are programs that `connector` runs. */
  readonly queue?: Queue;
  /** Absolute path of the folder below which jobs work. */
  readonly workdir: string;
  /** The image that jobs run in, of a deployment that is a container. */
  readonly image?: ResolvedImage;
}

/** The deployments of one run: each is opened when it is first needed, once. */
export interface Deployments {
  /**
   * The locations of a target. Throws what connectors throw (CONN_*), CONTAINER_IMAGE, CONTAINER_ENGINE, DATA_NOT_FOUND,
   * TOPOLOGY_UNSUPPORTED, TOPOLOGY_INVALID; a failure is forgotten, so that it can be tried again.
   */
  open(target: Target): Promise<readonly OpenLocation[]>;
  /** The number of programs that connectors have run so far. */
  commands(): number;
  /** Takes away what was set up, what stands upon others first. */
  close(): Promise<void>;
}

export interface DeploymentsSettings {
  readonly topology: Topology;
  /** Id of the run. */
  readonly run: string;
  readonly progress: (message: string) => void;
  /** Told of deployments that are ready and of their images, and of what was taken away. */
  readonly report: (fact: Fact) => void;
}

export function createDeployments({ topology, run, progress, report }: DeploymentsSettings): Deployments {
  const local = createLocalConnector();
  const here: OpenPlace = { connector: local, files: local };
  const opened = new Map<Deployment, Promise<Opened>>();
  /** Innermost first. */
  const ready: { readonly deployment: Deployment; readonly opened: Opened }[] = [];
  const connectors = new Set<Connector>([local]);
  const folder = topology.document.startsWith('file:') ? dirname(fileURLToPath(topology.document)) : process.cwd();
  const workdirs = workdirsOf(topology);

  async function places({ deployment, service }: Layer, workdir: string): Promise<readonly [OpenPlace, ...OpenPlace[]]> {
    let opening = opened.get(deployment);
    if (!opening) {
      opening = open(deployment, workdir);
      opened.set(deployment, opening);
      opening.catch(() => opened.delete(deployment));
    }
    return (await opening).places(service);
  }

  async function open(deployment: Deployment, workdir: string): Promise<Opened> {
    const { name, type, config, services, external, wraps } = deployment;
    const start = timestamp();
    const opener = await openerOf(type);
    if (!opener) throw new CrateRunError('TOPOLOGY_UNSUPPORTED', `"${name}" is of type ${type}`, { span: deployment.span });
    const [below] = wraps ? await places(wraps, workdir) : [here];
    const own = workdirs.get(deployment) ?? [workdir];
    const result = await opener({ name, config, services, external, folder, workdirs: own, below, run, progress });
    ready.push({ deployment, opened: result });
    // Containers and queue managers run their programs by what they stand upon.
    if (kinds.get(type)?.wraps === undefined) for (const { connector } of result.places(undefined)) connectors.add(connector);
    const { image } = result;
    if (image) report({ type: 'image.resolved', ...image });
    report({
      ...{ type: 'deployment.ready', deployment: name, connector: type },
      ...(wraps ? { wraps: wraps.deployment.name } : {}),
      ...{ external, ...(image ? { image: image.id } : {}), start, end: timestamp() },
    });
    return result;
  }

  return {
    async open(target) {
      const { deployment, service } = target;
      const workdir = workdirOf(target, tmpdir());
      const found = await places(target, workdir);
      const { image } = await opened.get(deployment)!;
      const prefix = service === undefined ? deployment.name : `${deployment.name}/${service}`;
      return found.map(({ name, ...place }) => ({
        name: name === undefined ? prefix : `${prefix}/${name}`,
        deployment: deployment.name,
        ...(service === undefined ? {} : { service }),
        ...place,
        workdir,
        ...(image ? { image } : {}),
      }));
    },
    commands: () => [...connectors].reduce((sum, { commands }) => sum + commands, 0),
    async close() {
      for (const { deployment, opened: one } of ready.splice(0).reverse()) {
        await one.close();
        if (!deployment.external) report({ type: 'deployment.removed', deployment: deployment.name });
      }
      opened.clear();
    },
  };
}

/** The folders that the targets of each deployment use. */
function workdirsOf({ workflows }: Topology): ReadonlyMap<Deployment, readonly string[]> {
  const found = new Map<Deployment, Set<string>>();
  const targets = workflows.flatMap(({ steps, ports }) => [
    ...[...steps.values()].flatMap((binding) => binding.targets),
    ...[...ports.values()].map(({ target }) => target),
  ]);
  for (const target of targets) {
    const known = found.get(target.deployment);
    const workdir = workdirOf(target, tmpdir());
    if (known) known.add(workdir);
    else found.set(target.deployment, new Set([workdir]));
  }
  return new Map([...found].map(([deployment, folders]) => [deployment, [...folders]]));
}
