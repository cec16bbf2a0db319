import { timestamp } from '../base/clock.ts';
import type { Fact } from '../event/event.ts';
import type { TransferLog } from '../execution/site/transfer.ts';
import { failureOf } from './failure.ts';

/** Writes down what travels between locations: when it sets out, and what came of it. */
export function createTransferLog(record: (facts: readonly Fact[]) => void): TransferLog {
  let count = 0;
  return {
    async during(journeys, travel) {
      const start = timestamp();
      const numbered = journeys.map((journey) => ({ transfer: ++count, ...journey }));
      record(numbered.map(({ transfer, from, to, route }) => ({ type: 'transfer.started', transfer, from, to, route })));
      try {
        const arrivals = await travel();
        const end = timestamp();
        record(numbered.map((journey, index) => ({ type: 'transfer.ended', ...journey, ...arrivals[index]!, start, end })));
      } catch (thrown) {
        const { code, message } = failureOf('@0', thrown);
        const end = timestamp();
        record(numbered.map((journey) => ({ type: 'transfer.ended', ...journey, start, end, error: { code, message } })));
        throw thrown;
      }
    },
  };
}
