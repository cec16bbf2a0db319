import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CrateRunError } from '../../../base/error.ts';
import { faultOf } from '../../data/fault.ts';
import type { Open, OpenPlace, Options } from '../kind.ts';
import type { QueueDialect } from './dialect.ts';
import { createQueueManager } from './queue.ts';
import { checkTemplate, plainTemplate } from './template.ts';

/** Opens queue managers of one kind. Its services share the limits of the deployment and the questions. */
export function openQueueManager(dialect: QueueDialect): Open {
  return ({ name, config, services, folder, below }) => {
    if (below.queue) throw new CrateRunError('TOPOLOGY_INVALID', `"${name}" wraps a queue manager; it is one itself`);
    const { maxConcurrentJobs: maxJobs, pollingInterval } = config;
    const manager = createQueueManager(below.connector, dialect, {
      ...(typeof maxJobs === 'number' ? { maxJobs } : {}),
      ...(typeof pollingInterval === 'number' ? { pollingInterval } : {}),
    });
    const made = new Map<string | undefined, OpenPlace>();
    return {
      places(service) {
        let place = made.get(service);
        if (!place) {
          // Without a service those options count that queue managers had before there were services.
          const options = (service === undefined ? undefined : services.get(service)) ?? pick(config, 'file');
          place = { ...below, queue: manager({ options, template: readTemplate(options['file'], folder) }) };
          made.set(service, place);
        }
        return [place];
      },
      close: () => Promise.resolve(),
    };
  };
}

function pick(options: Options, name: string): Options {
  return options[name] === undefined ? {} : { [name]: options[name] };
}

function readTemplate(file: Options[string], folder: string): string {
  if (typeof file !== 'string') return plainTemplate;
  const path = resolve(folder, file);
  try {
    return checkTemplate(readFileSync(path, 'utf8'), path);
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
  }
}
