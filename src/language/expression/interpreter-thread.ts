import { performance } from 'node:perf_hooks';
import { workerData } from 'node:worker_threads';
import { messageOf } from '../../base/error.ts';
import type { Request, ThreadData } from './interpreter.ts';
import { receive, send } from './line.ts';
import { loadQuickJs } from './quickjs.ts';
import type { Outcome, World } from './world.ts';

// The program of the thread in which QuickJS runs: it answers one request after another until it is terminated.

const { line, limits } = workerData as ThreadData;
const done: Outcome = { kind: 'result', json: 'null' };
const worlds = new Map<number, World>();
let deadline = Infinity;
let expired = false;

try {
  const newWorld = await loadQuickJs(limits.memoryMiB, () => (expired ||= performance.now() > deadline));
  // One world is always at hand, made while the other thread has better to do than wait for it.
  let spare: World | undefined = newWorld();
  const worldOf = (request: Request): World => {
    const world = worlds.get(request.world) ?? spare ?? newWorld();
    if (world === spare) spare = undefined;
    worlds.set(request.world, world);
    return world;
  };
  send(line, done);
  for (;;) {
    const request = receive(line) as Request;
    send(line, answer(request, worldOf(request)));
    spare ??= newWorld();
  }
} catch (error) {
  send(line, { kind: 'broken', problem: messageOf(error) });
}

function answer(request: Request, world: World): Outcome {
  deadline = performance.now() + limits.seconds * 1000;
  const outcome = carryOut(request, world);
  const answer: Outcome = expired ? { kind: 'expired' } : outcome;
  deadline = Infinity;
  expired = false;
  return answer;
}

function carryOut(request: Request, world: World): Outcome {
  if (request.kind === 'load') return world.load(request.script);
  if (request.kind === 'call') return world.call(request.code, request.scope);
  worlds.delete(request.world);
  world.dispose();
  return done;
}
