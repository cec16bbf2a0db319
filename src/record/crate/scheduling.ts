import type { Attempt } from '../ledger.ts';
import type { Draft } from './draft.ts';
import type { Reference } from './graph.ts';
import { describeFacts } from './property.ts';

/** Describes an attempt as its queue manager knows it; times are by the clock of that. */
export function describeScheduling(draft: Draft, action: string, { retried, ended }: Attempt): Reference[] | undefined {
  const { scheduler } = ended ?? retried ?? {};
  return (
    scheduler &&
    describeFacts(draft, `${action}/scheduling`, {
      scheduler: scheduler.name,
      schedulerJob: scheduler.id,
      queue: scheduler.queue,
      nodes: scheduler.nodes,
      submitted: scheduler.submitted,
      began: scheduler.started,
      finished: scheduler.ended,
    })
  );
}
