import { launch, type Launched, type LaunchOrder } from './launch.ts';

/** What the helper process is told. */
export type ToHelper = { readonly id: number; readonly order: LaunchOrder } | { readonly id: number; readonly stop: true };

/** What it answers. */
export type FromHelper = 'ready' | { readonly id: number; readonly launched: Launched };

const running = new Map<number, AbortController>();

process.on('message', (message: ToHelper) => {
  if ('stop' in message) running.get(message.id)?.abort();
  else void carryOut(message.id, message.order);
});

// The one who asked is gone: nothing of what was started stays.
process.on('disconnect', () => {
  for (const controller of running.values()) controller.abort();
});

async function carryOut(id: number, order: LaunchOrder): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const launched = await launch(order, controller.signal);
  running.delete(id);
  if (process.connected) answer({ id, launched });
}

function answer(message: FromHelper): void {
  process.send?.(message);
}

answer('ready');
