import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

const never = new AbortController().signal;
const ask = (cores: number, ram = 1) => ({ cores, ram, tmpdirSize: 1, outdirSize: 1 });
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('never gives away more than there is, and serves everybody', async () => {
    const request = fc.record({ cores: fc.integer({ min: 0, max: 4 }), ram: fc.integer({ min: 0, max: 100 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 60 }), async (requests) => {
        const slots = createSlots({ name: 'this machine', cores: 4, memoryMiB: 100 });
        const { signal } = new AbortController();
        let [cores, ram] = [0, 0];
        await Promise.all(
          requests.map(async (wanted) => {
            const release = await slots.acquire(ask(wanted.cores, wanted.ram), signal);
            cores += wanted.cores;
            ram += wanted.ram;
            expect(cores).toBeLessThanOrEqual(4);
            expect(ram).toBeLessThanOrEqual(100);
            await settle();
            cores -= wanted.cores;
            ram -= wanted.ram;
            release();
            release();
          }),
        );
        expect([cores, ram]).toEqual([0, 0]);
      }),
      { numRuns: 50 },
    );
  });

  it('lets a small request pass a large one that waits', async () => {
    const slots = createSlots({ name: 'this machine', cores: 2, memoryMiB: 100 });
    await slots.acquire(ask(1), never);
    const large = slots.acquire(ask(2), never);
    const small = await slots.acquire(ask(1), never);
    small();
    expect(await Promise.race([large.then(() => 'large'), settle().then(() => 'waits')])).toBe('waits');
  });

  it('lets nobody wait for ever', async () => {
    const slots = createSlots({ name: 'this machine', cores: 2, memoryMiB: 100 });
    let largeCame = false;
    let passed = 0;
    const one = async () => {
      const release = await slots.acquire(ask(1), never);
      if (!largeCame) passed++;
      await settle();
      release();
    };
    const first = one();
    const large = slots.acquire(ask(2), never).then((release) => {
      largeCame = true;
      release();
    });
    await Promise.all([first, large, ...Array.from({ length: 200 }, one)]);
    expect(passed).toBeLessThan(20);
  });

  it('serves equals in the order they came', async () => {
    const slots = createSlots({ name: 'this machine', cores: 1, memoryMiB: 100 });
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (index) => {
        const release = await slots.acquire(ask(1), never);
        order.push(index);
        release();
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('refuses what can never fit, and names what is short', async () => {
    const slots = createSlots({ name: 'this machine', cores: 2, memoryMiB: 100 });
    const code = 'SCHED_IMPOSSIBLE';
    await expect(slots.acquire(ask(3), never)).rejects.toMatchObject({
      code,
      message: 'the job asks for 3 cores; this machine has 2',
    });
    await expect(slots.acquire(ask(1, 101), never)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('101 MiB') as string,
    });
  });

  it('gives up waiting on cancellation', async () => {
    const slots = createSlots({ name: 'this machine', cores: 1, memoryMiB: 100 });
    const cancel = new AbortController();
    const release = await slots.acquire(ask(1), never);
    const waiting = slots.acquire(ask(1), cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
    release();
    (await slots.acquire(ask(1), never))();
  });

  it('handles 10,000 that wait, all of different size, in no time', async () => {
    const slots = createSlots({ name: 'this machine', cores: 2, memoryMiB: 20_000 });
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, index) => {
        const release = await slots.acquire(ask(1 + (index % 2), 1 + index), never);
        await Promise.resolve();
        release();
      }),
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
