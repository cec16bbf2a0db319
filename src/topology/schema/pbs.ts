import { all, anything, flag, whole, word, type Schema } from './parts.ts';
import { queueManager } from './queue-manager.ts';

const words = `account begin checkpoint destination file jobName mailOptions prefix shellList userList variableList`;

const service: Schema = {
  ...all(words, word),
  ...all('additionalAttributes resources', anything),
  ...all('exportAllVariables rerunnable', flag),
  priority: whole,
};

export const pbsOptions: readonly string[] = Object.keys(service);

export const pbsSchema: Schema = queueManager(service);
