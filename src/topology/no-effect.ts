import type { Diagnostic } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { isRawMap, type Raw, type RawMap } from '../language/document/text/raw.ts';
import { warning } from './fault.ts';
import { findAll, type Found } from './place.ts';
import { connectors } from './schema/connectors.ts';

const policy = 'the first target with room gets the job';
const recovery = 'what may be tried again follows from how a job failed';

/** What StreamFlow knows and crate-run passes over: where it stands, and why. */
const passedOver: Readonly<Record<string, string>> = {
  'workflows.*.config.docker': 'containers are those of --container-engine',
  'deployments.*.lazy': 'nothing is set up before it is needed',
  'deployments.*.policy': policy,
  'deployments.*.scheduling_policy': policy,
  'scheduling.policies': policy,
  'scheduling.scheduler': 'jobs start as soon as there is room',
  checkpointManager: 'outputs stay until the run has ended',
  failureManager: recovery,
  database: 'the log of the run holds all that happened',
  dataManager: 'there is one way to move data',
  deploymentManager: 'there is one way to set deployments up',
};

/** Everything in a valid file that changes nothing, with its place. */
export function withoutEffect(root: Raw): readonly Diagnostic[] {
  const general = Object.entries(passedOver).flatMap(([path, why]) =>
    findAll(root, path)
      .concat(path.startsWith('deployments.') ? findAll(root, path.replace('deployments', 'models')) : [])
      .filter(({ value }) => !isDefault(path, value))
      .map(({ name, span }) => warning(`${name} has no effect: ${why}`, span)),
  );
  const deployments = ['deployments.*', 'models.*'].flatMap((path) => findAll(root, path));
  const bindings = ['', '.*'].flatMap((list) => findAll(root, `workflows.*.bindings.*${list}`));
  return [...general, ...deployments.flatMap(inDeployment), ...bindings.flatMap(inBinding)];
}

/** Whether it asks for nothing but what is done anyway. */
function isDefault(path: string, value: Raw): boolean {
  if (path.endsWith('.lazy')) return value === true;
  return isRawMap(value) && value['enabled'] === false;
}

function inDeployment({ value, span, name }: Found): readonly Diagnostic[] {
  const { type, config } = value as { type: string; config: RawMap };
  const connector = connectors.get(type);
  if (connector === undefined)
    return [warning(`${name} has no effect: there is no type "${type}"${didYouMean(type, connectors.keys())}`, span)];
  if (!connector.isServed) return [warning(`${name} has no effect: deployments of type ${type} are not supported yet`, span)];
  const options = Object.entries(connector.noEffect ?? {}).flatMap(([path, why]) =>
    findAll(config, path).map((found) => warning(`${name}.config.${found.name} has no effect: ${why}`, found.span)),
  );
  return [...options, ...unknownOptions(connector.serviceOptions, config, name)];
}

function unknownOptions(known: readonly string[] | undefined, config: RawMap, name: string): readonly Diagnostic[] {
  if (known === undefined) return [];
  return findAll(config, 'services.*.*')
    .map((found) => ({ ...found, option: found.name.slice(found.name.lastIndexOf('.') + 1) }))
    .filter(({ option }) => !known.includes(option))
    .map(({ option, span, name: path }) =>
      warning(`${name}.config.${path} has no effect: there is no such option${didYouMean(option, known)}`, span),
    );
}

function inBinding({ value, name }: Found): readonly Diagnostic[] {
  if (!isRawMap(value) || value['target'] === undefined) return [];
  const targets = ['target', 'target.*'].flatMap((path) => findAll(value, path));
  return targets.flatMap((found) => inTarget({ ...found, name: `${name}.${found.name}` }));
}

function inTarget({ value, name }: Found): readonly Diagnostic[] {
  if (!isRawMap(value)) return [];
  return findAll(value, 'policy').map(({ span }) => warning(`${name}.policy has no effect: ${policy}`, span));
}
