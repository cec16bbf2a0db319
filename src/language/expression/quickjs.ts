import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import { driver } from './driver.ts';
import type { Outcome, ScopeText, World } from './world.ts';

/** QuickJS's own stack, of the 5 MiB in its WebAssembly: enough for 5000 calls within each other. See `stackSizeMb`. */
const stackBytes = 1024 * 1024;

/** The name of the running code in stack traces. */
const file = 'expression';

/**
 * Loads QuickJS, which takes 30 ms, as a function that makes worlds of `memoryMiB` each. `interrupt` is asked again and again
 * while JavaScript runs; true ends it. When anything is thrown, QuickJS is lost with all its worlds. The only door to its
 * packages.
 */
export async function loadQuickJs(memoryMiB: number, interrupt: () => boolean): Promise<() => World> {
  const { newQuickJSWASMModuleFromVariant } = await import('quickjs-emscripten-core');
  const module = await newQuickJSWASMModuleFromVariant(import('@jitl/quickjs-wasmfile-release-sync'));
  const options = {
    memoryLimitBytes: memoryMiB * 1024 * 1024,
    maxStackSizeBytes: stackBytes,
    interruptHandler: interrupt,
  };
  return () => newWorld(module.newRuntime(options));
}

/** A runtime for each world, not only a context: it costs no more, and memory and pending jobs belong to one world. */
function newWorld(runtime: QuickJSRuntime): World {
  const context = runtime.newContext();
  const run = context.unwrapResult(context.evalCode(driver, 'driver', { type: 'global' }));
  const compiled = new Map<string, QuickJSHandle>();
  const carried: Record<keyof ScopeText, QuickJSHandle> = {
    inputs: context.undefined,
    self: context.undefined,
    runtime: context.undefined,
  };

  return {
    load(script) {
      const result = context.evalCode(script, file, { type: 'global', strict: true });
      if (result.error) return result.error.consume((error) => describe(context, error));
      result.value.dispose();
      return { kind: 'result', json: 'null' };
    },
    call(code, scope) {
      let expression = compiled.get(code);
      if (!expression) {
        const result = context.evalCode(code, file, { type: 'global', strict: true });
        if (result.error) return result.error.consume((error) => describe(context, error));
        expression = result.value;
        compiled.set(code, expression);
      }
      for (const [name, text] of Object.entries(scope) as [keyof ScopeText, string][]) {
        carried[name].dispose();
        carried[name] = context.newString(text);
      }
      const result = context.callFunction(run, context.undefined, expression, carried.inputs, carried.self, carried.runtime);
      if (result.error) return result.error.consume((error) => describe(context, error));
      return outcomeOf(result.value.consume((text) => context.getString(text)));
    },
    dispose() {
      for (const handle of [...compiled.values(), ...Object.values(carried)]) handle.dispose();
      run.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}

/** Reads what the driver returns (CWL v1.2 §Expressions asks for JSON data; no `return` is taken as null, as everywhere). */
function outcomeOf(text: string): Outcome {
  if (text === 'undefined') return { kind: 'result', json: 'null' };
  const noData = text === 'function' || text === 'symbol';
  return noData ? { kind: 'thrown', problem: `the result is a ${text}, not data` } : { kind: 'result', json: text };
}

/** What was thrown, without trust: its getters may throw or run until they are interrupted. */
function describe(context: QuickJSContext, thrown: QuickJSHandle): Outcome {
  const read = (key: string) =>
    context.getProp(thrown, key).consume((member) => (context.typeof(member) === 'string' ? context.getString(member) : ''));
  if (context.typeof(thrown) !== 'object' || context.eq(thrown, context.null))
    return { kind: 'thrown', problem: `thrown: ${context.getString(thrown)}` };
  const problem = [read('name'), read('message')].filter((part) => part !== '').join(': ');
  const line = new RegExp(`\\b${file}:(\\d+)`).exec(read('stack'))?.[1];
  return { kind: 'thrown', problem: problem || 'thrown: an object', ...(line === undefined ? {} : { line: Number(line) }) };
}
