import { quote } from '../../../base/shell.ts';
import type { Connector } from '../connector.ts';
import type { Queue, QueueRequest } from '../queue.ts';
import type { QueueDialect } from './dialect.ts';
import { createGather } from './gather.ts';
import { handIn, type Service } from './hand-in.ts';
import { createPoll } from './poll.ts';
import { createRoom } from './room.ts';

export interface QueueSettings {
  /** Jobs that are with the queue manager at a time. */
  readonly maxJobs?: number;
  /** The longest time between two questions, in seconds. */
  readonly pollingInterval?: number;
}

/** Jobs that travel with one command. */
const most = 200;
/** Separates what the queue manager says from what was written to the log of the job, in what `tell` prints. */
const mark = '--- log';
const logBytes = 1024;

/** A queue manager where a connector leads to, which may be given jobs in more than one way. */
export function createQueueManager(
  connector: Connector,
  dialect: QueueDialect,
  { maxJobs = Infinity, pollingInterval = 5 }: QueueSettings,
): (service: Service) => Queue {
  const poll = createPoll(connector, dialect, pollingInterval * 1000);
  const room = createRoom(maxJobs);
  const batchSize = Math.min(most, dialect.arrays?.most ?? most);
  return (service) => {
    const logs = new Map<string, string>();
    const unwanted = new Set<string>();
    const submit = createGather((batch: readonly QueueRequest[]) => handIn(connector, dialect, service, batch), batchSize);
    return {
      async submit(request, signal) {
        await room.enter(signal);
        try {
          const answer = await submit(request);
          if ('id' in answer) logs.set(answer.id, answer.log);
          else room.leave();
          return answer;
        } catch (thrown) {
          room.leave();
          throw thrown;
        }
      },
      async wait(id, folder, signal) {
        try {
          await poll.wait(id, folder, signal);
        } finally {
          if (signal.aborted) unwanted.add(id);
          room.leave();
        }
      },
      tell(id) {
        const log = quote(logs.get(id) ?? '');
        return `{ ${dialect.tell(id)}\n}\necho '${mark}'\ntail -c ${logBytes} -- ${log} 2>/dev/null`;
      },
      judge(id, told) {
        const [facts = '', said = ''] = told.split(`${mark}\n`);
        const verdict = dialect.judge(id, facts);
        // Some managers keep no record of a job that was cancelled before it began.
        const problem = verdict.state === 'UNKNOWN' && unwanted.has(id) ? ({ problem: 'cancelled' } as const) : {};
        return { ...verdict, ...problem, ...(said.trim() === '' ? {} : { said: said.trim() }) };
      },
    };
  };
}
