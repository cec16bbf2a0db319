import { all, anything, flag, whole, word, type Schema } from './parts.ts';
import { queueManager } from './queue-manager.ts';

/** Ours: StreamFlow has no Grid Engine. The options are those of its other queue managers, as far as qsub has them. */
const service: Schema = {
  ...all('account begin file jobName parallelEnvironment project queue', word),
  resources: anything,
  exportAllVariables: flag,
  priority: whole,
};

export const gridengineOptions: readonly string[] = Object.keys(service);

export const gridengineSchema: Schema = queueManager(service);
