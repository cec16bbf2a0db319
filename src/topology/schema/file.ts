import { anything, closed, flag, named, natural, oneOrMany, positive, text, textOr, texts, type Schema } from './parts.ts';

const target: Schema = {
  ...closed({
    deployment: text,
    model: text,
    service: text,
    locations: positive,
    resources: positive,
    workdir: text,
    policy: text,
  }),
  if: { required: ['model'] },
  else: { required: ['deployment'] },
};

const binding: Schema = {
  ...closed({ step: text, port: text, target: oneOrMany(target), filters: texts }, ['target']),
  if: { required: ['port'] },
  then: { properties: { step: false, filters: false } },
  else: { required: ['step'] },
};

const containers = closed({ step: text, deployment: closed({ type: text, wrapper: flag, config: anything }, ['type']) }, [
  'step',
  'deployment',
]);

const workflow = closed(
  {
    type: { enum: ['cwl'] },
    config: closed({ file: text, settings: text, docker: { type: 'array', items: containers } }, ['file']),
    bindings: { type: 'array', items: oneOrMany(binding) },
  },
  ['type', 'config'],
);

const deployment = closed(
  {
    type: text,
    config: anything,
    external: flag,
    lazy: flag,
    scheduling_policy: text,
    policy: text,
    workdir: text,
    wraps: textOr(closed({ deployment: text, service: text }, ['deployment'])),
  },
  ['type', 'config'],
);

const condition = closed({ port: text, match: text }, ['port', 'match']);
const rule = closed(
  {
    target: textOr(closed({ deployment: text, service: text }, ['deployment'])),
    job: { type: 'array', items: condition },
  },
  ['target', 'job'],
);

const filter: Schema = {
  ...closed({ type: { enum: ['shuffle', 'matching'] }, config: anything }, ['type', 'config']),
  if: { properties: { type: { const: 'matching' } } },
  then: { properties: { config: closed({ filters: { type: 'array', items: rule } }, ['filters']) } },
  else: { properties: { config: closed({}) } },
};

const extension = closed({ type: text, config: anything }, ['type', 'config']);
const manager = closed({ type: text, enabled: flag, config: anything });
const scheduler = closed({ type: text, config: closed({ retry_delay: natural }) }, ['type', 'config']);

/** A file of StreamFlow, version v1.0. What `config` of a deployment may hold, its connector says. */
export const fileSchema: Schema = closed(
  {
    version: { enum: ['v1.0'] },
    workflows: named(workflow),
    deployments: named(deployment),
    models: named(deployment),
    bindingFilters: named(filter),
    scheduling: closed({ scheduler, policies: named(extension) }),
    checkpointManager: manager,
    failureManager: manager,
    database: manager,
    dataManager: manager,
    deploymentManager: manager,
  },
  ['version'],
);
