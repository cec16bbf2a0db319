import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Resources } from '../job/jobspec.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CwlVersion } from '../language/model/process.ts';
import { inForce, type Demands, type ResourceRequirement } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';
import { jsonOf } from './text.ts';

type Amount = Exclude<keyof ResourceRequirement, 'class'>;

/**
 * What a job reserves (CWL v1.2 ResourceRequirement): the least that it asks for, whole numbers, rounded up. Where only
 * a maximum is given, it is the minimum too. Throws TOOL_INVALID for amounts that make no sense.
 */
export function evaluateResources(demands: Demands, cwlVersion: CwlVersion, inputs: CwlObject, evaluator: Evaluator): Resources {
  const asked = inForce(demands, 'ResourceRequirement');
  const context = { evaluator, inputs };
  const least = (min: Amount, max: Amount, otherwise: number) => leastOf(asked, min, max, context) ?? otherwise;
  return {
    cores: least('coresMin', 'coresMax', 1),
    ram: least('ramMin', 'ramMax', cwlVersion === 'v1.0' ? 1024 : 256),
    tmpdirSize: least('tmpdirMin', 'tmpdirMax', 1024),
    outdirSize: least('outdirMin', 'outdirMax', 1024),
  };
}

function leastOf(asked: ResourceRequirement | undefined, min: Amount, max: Amount, context: Context): number | undefined {
  const [lower, upper] = [amountOf(asked, min, context), amountOf(asked, max, context)];
  if (lower !== undefined && upper !== undefined && lower > upper) {
    throw new CrateRunError('TOOL_INVALID', `${min} is ${lower}, more than ${max}, which is ${upper}`, {
      span: spanOf(asked, min),
    });
  }
  return lower ?? upper;
}

function amountOf(asked: ResourceRequirement | undefined, name: Amount, context: Context): number | undefined {
  const span = spanOf(asked, name);
  const amount = evaluate(context, asked?.[name] ?? null, null, span);
  if (amount === null) return undefined;
  const number = typeof amount === 'bigint' ? Number(amount) : amount;
  if (typeof number === 'number' && number >= 0 && Number.isFinite(number)) return Math.ceil(number);
  throw new CrateRunError('TOOL_INVALID', `${name} must be a number that is not negative, not ${jsonOf(amount)}`, { span });
}
