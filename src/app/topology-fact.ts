import { createHash } from 'node:crypto';
import type { TopologyLoaded } from '../event/event.ts';
import type { BoundWorkflow, Target, Topology } from '../topology/topology.ts';

/** What the log says of a file of StreamFlow: its identity, and what it binds of the workflow. */
export function topologyFact(topology: Topology, workflow: BoundWorkflow | undefined): TopologyLoaded {
  const bytes = Buffer.from(topology.text);
  return {
    type: 'topology.loaded',
    location: topology.document,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    deployments: [...topology.deployments.values()].map(({ name, type, external, services, wraps }) => ({
      name,
      connector: type,
      ...(wraps ? { wraps: wraps.deployment.name } : {}),
      external,
      services: [...services.keys()],
    })),
    bindings: [
      ...[...(workflow?.steps.values() ?? [])].map(({ path, targets, filters }) => ({
        path,
        of: 'step' as const,
        targets: targets.map(asData),
        filters: filters.map(({ name }) => name),
      })),
      ...[...(workflow?.ports.values() ?? [])].map(({ path, target }) => ({
        path,
        of: 'port' as const,
        targets: [asData(target)],
        filters: [],
      })),
    ],
  };
}

function asData({ deployment, service, locations, workdir }: Target): TopologyLoaded['bindings'][number]['targets'][number] {
  return {
    deployment: deployment.name,
    ...(service === undefined ? {} : { service }),
    locations,
    ...(workdir === undefined ? {} : { workdir }),
  };
}
