import type { Diagnostic } from '../base/error.ts';
import { spanOf, type Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { isRawMap, type Raw } from '../language/document/text/raw.ts';
import { takeApart } from './connection.ts';
import { fault, warning } from './fault.ts';
import type { DeploymentEntry, StreamFlowFile } from './file.ts';
import { connectors } from './schema/connectors.ts';
import type { Deployment, Layer, Options } from './topology.ts';

type Report = (fault: Diagnostic) => void;

/** This machine: where everything goes that the file does not send elsewhere. */
export const thisMachine: Deployment = {
  name: 'local',
  type: 'local',
  config: {},
  services: new Map(),
  external: true,
  lazy: true,
};

/** The deployments of a valid file by name, each with what it wraps. */
export function readDeployments({ models, deployments }: StreamFlowFile, report: Report): ReadonlyMap<string, Deployment> {
  const written = new Map(Object.entries({ ...models, ...deployments }));
  const made = new Map<string, Deployment>();
  const open: string[] = [];

  function make(name: string, entry: DeploymentEntry): Deployment {
    const known = made.get(name);
    if (known !== undefined) return known;
    open.push(name);
    const { host, ...plain } = plainDeployment(name, entry, report);
    const wraps = wrapped(plain, entry) ?? (host && { deployment: host });
    open.pop();
    const deployment = wraps === undefined ? plain : { ...plain, wraps };
    made.set(name, deployment);
    return deployment;
  }

  function wrapped(outer: Deployment, entry: DeploymentEntry): Layer | undefined {
    const { wraps } = entry;
    if (wraps === undefined) return undefined;
    const { deployment: name, ...service } = typeof wraps === 'string' ? { deployment: wraps } : wraps;
    const span = spanOf(wraps, 'deployment') ?? spanOf(entry, 'wraps');
    const inner = written.get(name);
    if (open.includes(name)) {
      const circle = [...open.slice(open.indexOf(name)), name].join(' wraps ');
      report(fault(`deployments wrap each other in a circle: ${circle}`, span));
    } else if (inner === undefined && name !== thisMachine.name) {
      report(fault(`"${outer.name}" wraps "${name}", which is no deployment${didYouMean(name, written.keys())}`, span));
    } else {
      const layer: Layer = { deployment: inner === undefined ? thisMachine : make(name, inner), ...service };
      for (const obstacle of obstacles(outer, layer)) report(fault(obstacle, span));
      checkService(layer, spanOf(wraps, 'service'), report);
      return layer;
    }
    return undefined;
  }

  return new Map([...written].map(([name, entry]) => [name, make(name, entry)]));
}

/** A service that a target or `wraps` names must be there, where the deployment says which there are. */
export function checkService({ deployment, service }: Layer, span: Span | undefined, report: Report): void {
  if (service === undefined) return;
  const { name, type, services } = deployment;
  if (type === 'local') report(warning(`service "${service}" has no effect: this machine has no services`, span));
  if (connectors.get(type)?.namesServices !== true || services.has(service)) return;
  report(fault(`deployment "${name}" has no service "${service}"${didYouMean(service, services.keys())}`, span));
}

/** What keeps a deployment from standing upon another. */
function obstacles(outer: Deployment, { deployment: inner }: Layer): readonly string[] {
  const connector = connectors.get(outer.type);
  if (connector === undefined) return [];
  if (connector.wraps === undefined) {
    const instead = outer.type === 'ssh' ? '; to go through another host use "tunnel"' : '';
    return [`"${outer.name}" cannot wrap another deployment: its type is ${outer.type}${instead}`];
  }
  const { nodes } = inner.config;
  if (inner.type !== 'ssh' || !Array.isArray(nodes) || nodes.length === 1) return [];
  return [`"${outer.name}" wraps "${inner.name}", which has ${nodes.length} nodes; it must have one`];
}

function plainDeployment(name: string, entry: DeploymentEntry, report: Report): Deployment & { readonly host?: Deployment } {
  const { type, external = false, lazy = true, workdir, wraps } = entry;
  const { config, services, host } = takeApart(type, entry.config);
  const span = spanOf(entry, 'type');
  const plain: Deployment = {
    name,
    type,
    config,
    services: readServices(services),
    external,
    lazy,
    ...(workdir !== undefined && { workdir }),
    span,
  };
  if (host === undefined) return plain;
  const advice =
    wraps === undefined
      ? `"${name}" names its host in the older way; better give it "wraps" and a deployment of type ssh`
      : `"${name}" wraps a deployment, so the host that its config names has no effect`;
  report(warning(advice, spanOf(entry.config, 'hostname')));
  return { ...plain, host: { ...thisMachine, name: `${name}-host`, type: 'ssh', config: host, span } };
}

/** A service of ssh may be nothing but the path of its template. */
function readServices(services: Raw): ReadonlyMap<string, Options> {
  const entries = isRawMap(services) ? Object.entries(services) : [];
  return new Map(entries.map(([name, options]) => [name, (isRawMap(options) ? options : { file: options }) as Options]));
}
