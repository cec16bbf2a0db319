import { all, anything, whole, word, type Schema } from './parts.ts';
import { queueManager } from './queue-manager.ts';

/** Ours: StreamFlow has no HyperQueue. The options are those of `hq submit`. */
const service: Schema = {
  ...all('cpus file jobName pin timeLimit timeRequest', word),
  resources: anything,
  priority: whole,
};

export const hyperqueueOptions: readonly string[] = Object.keys(service);

export const hyperqueueSchema: Schema = queueManager(service);
