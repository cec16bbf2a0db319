import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { spanOf, type Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { readReference, type Reference } from '../language/expression/reference.ts';
import { openSandbox, type Sandbox } from '../language/expression/sandbox.ts';
import type { Realm } from '../language/expression/realm.ts';
import { hasExpression, scan } from '../language/expression/scanner.ts';
import type { CwlVersion } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import { isDirectory, isFile, isObject } from '../language/model/value.ts';
import type { Plan, StepPlan } from '../workflow/plan/plan.ts';

/** Text with expressions in it, and what holds where it stands. */
interface Expressive {
  readonly text: string;
  readonly span: Span | undefined;
  readonly demands: Demands;
  readonly version: CwlVersion;
  /** What `inputs` has. */
  readonly names: readonly string[];
}

/** What is wrong with the expressions of a plan that can be told without values: syntax, and JavaScript nobody asked for. */
export async function checkExpressions(plan: Plan): Promise<readonly Diagnostic[]> {
  let sandbox: Sandbox | undefined;
  const realms = new Map<readonly string[], Realm>();
  const faults: Diagnostic[] = [];
  for (const { text, span, demands, version, names } of expressionsOf(plan)) {
    try {
      const library = inForce(demands, 'InlineJavascriptRequirement')?.expressionLib;
      for (const piece of scan(text, version)) {
        if (piece.kind === 'text') continue;
        const reference = readReference(piece.source);
        if (reference) {
          const severity = library ? 'warning' : 'error';
          const message = missingInput(reference, names);
          if (message !== undefined) faults.push({ severity, code: 'DOC_REFERENCE', message, span });
          continue;
        }
        if (!library) throw new CrateRunError('EXPR_SYNTAX', 'this is JavaScript, but InlineJavascriptRequirement is missing');
        sandbox ??= await openSandbox({ seconds: 10, memoryMiB: 64 });
        const realm = realms.get(library) ?? sandbox.open(library);
        realms.set(library, realm);
        realm.check(piece.source);
      }
    } catch (thrown) {
      if (!(thrown instanceof CrateRunError)) throw thrown;
      faults.push({ severity: 'error', code: thrown.code, message: thrown.message, span });
    }
  }
  for (const realm of realms.values()) realm.close();
  const once = new Map(faults.map((fault) => [JSON.stringify([fault.message, fault.span]), fault]));
  return [...once.values()];
}

/** A reference to an input that is not there; where there is JavaScript, its value is just null. */
function missingInput({ source, root, segments: [name] }: Reference, names: readonly string[]): string | undefined {
  if (root !== 'inputs' || typeof name !== 'string' || names.includes(name)) return undefined;
  return `${source}: there is no input "${name}"${didYouMean(name, names) || `; there are ${names.join(', ') || 'none'}`}`;
}

function* expressionsOf(plan: Plan): Generator<Expressive> {
  const { workflow } = plan;
  yield* within([workflow.inputs, workflow.outputs], around(workflow, workflow.cwlVersion, workflow.inputs));
  for (const step of plan.steps) yield* ofStep(step);
}

function* ofStep(plan: StepPlan): Generator<Expressive> {
  const { step, process, demands, cwlVersion, body } = plan;
  const outside = around(plan.around, cwlVersion, step.in);
  yield* within({ inputs: step.in, loop: step.loop?.inputs }, outside);
  if (step.when !== undefined) yield { text: step.when, span: spanOf(step, 'when'), ...outside };
  if (body) {
    yield* expressionsOf(body);
    return;
  }
  const inside = around(demands, process.cwlVersion, process.inputs);
  yield* within(process, inside);
  yield* within([...demands.requirements, ...demands.hints], inside);
}

type Around = Omit<Expressive, 'text' | 'span'>;

function around(demands: Demands, version: CwlVersion, inputs: readonly { readonly name: string }[]): Around {
  return { demands, version, names: inputs.map(({ name }) => name) };
}

/** Fields that are never evaluated. */
const plain = new Set(['id', 'name', 'label', 'doc', 'default', 'extensions', 'requirements', 'hints', 'schemas', 'document']);
const plainClasses = new Set<unknown>(['DockerRequirement', 'SoftwareRequirement', 'InlineJavascriptRequirement']);

/** Every text with an expression in a part of the model; `near` is where the part stands, as far as is known. */
function* within(part: unknown, where: Around, near?: Span): Generator<Expressive> {
  if (typeof part !== 'object' || part === null) return;
  if (isObject(part) && plainClasses.has(part['class'])) return;
  if (isFile(part) || isDirectory(part)) return;
  for (const [key, value] of Object.entries(part)) {
    if (!Array.isArray(part) && plain.has(key)) continue;
    const span = spanOf(part, key) ?? near;
    if (typeof value === 'string' && hasExpression(value)) yield { text: value, span, ...where };
    else yield* within(value, where, span);
  }
}
