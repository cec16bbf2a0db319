import { performance } from 'node:perf_hooks';
import { workerData } from 'node:worker_threads';
import { messageOf } from '../../base/error.ts';
import type { Request, ThreadData } from './interpreter.ts';
import { receive, send } from './line.ts';
import { loadQuickJs } from './quickjs.ts';
import type { Outcome, World } from './world.ts';

// The program of the thread in which QuickJS runs: it answers one request after another until it is terminated.

const { line, limits } = workerData as ThreadData;
const worlds = new Map<number, World>();
let deadline = Infinity;
let expired = false;

try {
  const newWorld = await loadQuickJs(limits.memoryMiB, () => (expired ||= performance.now() > deadline));
  // One world is always at hand, made while nobody waits for it.
  let spare = newWorld();
  send(line, { kind: 'result', json: 'null' } satisfies Outcome);
  for (;;) {
    const request = receive(line) as Request;
    if (request.kind === 'dispose') {
      worlds.get(request.world)?.dispose();
      worlds.delete(request.world);
    } else {
      const world = worlds.get(request.world) ?? spare;
      worlds.set(request.world, world);
      send(line, answer(request, world));
      if (world === spare) spare = newWorld();
    }
  }
} catch (error) {
  send(line, { kind: 'broken', problem: messageOf(error) } satisfies Outcome);
}

function answer(request: Exclude<Request, { kind: 'dispose' }>, world: World): Outcome {
  deadline = performance.now() + limits.seconds * 1000;
  const outcome = request.kind === 'load' ? world.load(request.script) : world.call(request.code, request.scope);
  const answer: Outcome = expired ? { kind: 'expired' } : outcome;
  deadline = Infinity;
  expired = false;
  return answer;
}
