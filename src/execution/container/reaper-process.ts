import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineAddress } from './address.ts';

/** Which containers to remove, and how: what the helper process is told. */
export type ReaperOrder =
  | { readonly address: EngineAddress; /** `name=value` */ readonly label: string }
  /** A program, the arguments that list the containers, and those that remove the ones named after them. */
  | { readonly program: string; readonly listing: readonly string[]; readonly removal: readonly string[] };

/** A request that was under way when crate-run ended may still make a container: so often it is looked again. */
const looks = 3;

const order = JSON.parse(process.argv[2]!) as ReaperOrder;
const word = await text(process.stdin).catch(() => '');
for (let look = 0; word === '' && look < looks; look++) {
  if (look > 0) await pause(1000);
  await removeAll().catch(() => undefined);
}

/** Loads what it needs only now: this process waits most of its life, and should be small. */
async function removeAll(): Promise<void> {
  if ('address' in order) {
    const { connect } = await import('./api.ts');
    const api = await connect(order.address);
    const found = await api.listContainers({ all: true, filters: { label: [order.label] } });
    await Promise.allSettled(found.map(({ Id }) => api.getContainer(Id).remove({ force: true, v: true })));
  } else {
    const { ask } = await import('./command/ask.ts');
    const found = (await ask(order.program, order.listing)).split(/\s+/).filter(Boolean);
    if (found.length > 0) await ask(order.program, [...order.removal, ...found]);
  }
}
