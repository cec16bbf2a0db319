import { expect, it, vi } from 'vitest';
import { follow } from './follow.ts';

/** What an engine sends, cut anywhere. */
async function* sent(messages: readonly object[], size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
    await vi.advanceTimersByTimeAsync(100);
  }
}

const layer = (id: string, current: number) => ({ status: 'Downloading', id, progressDetail: { current, total: 40_000_000 } });

it('adds up what has arrived of all layers, and tells it now and then', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
  const shown: string[] = [];
  const messages = [
    layer('é', 0),
    ...Array.from({ length: 40 }, (_, index) => layer('b', index * 1_000_000)),
    { status: 'Digest: x' },
  ];
  expect(await follow(sent(messages, 50), (text) => shown.push(text))).toEqual(['Digest: x']);
  vi.useRealTimers();
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.length).toBeLessThan(12);
  expect(shown[0]).toMatch(/^: \d+ of 80 MB$/);
});

it('throws what the engine calls an error', async () => {
  vi.useFakeTimers();
  await expect(follow(sent([{ status: 'x' }, { error: 'manifest unknown' }], 7), () => undefined)).rejects.toThrow(
    'manifest unknown',
  );
  vi.useRealTimers();
});
