import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { inForce, type CudaRequirement, type Demands } from '../language/model/requirement.ts';
import { evaluate, type Context } from './context.ts';
import { jsonOf } from './text.ts';

/** The GPUs of a machine, as its driver tells. */
export interface Gpus {
  /** The newest CUDA that the driver can serve, `X.Y`. */
  readonly cuda: string;
  /** Compute capability of each GPU, `X.Y`; undefined where the driver does not tell. */
  readonly capabilities: readonly (string | undefined)[];
}

/** GPUs to hand to a job (cwltool:CUDARequirement): the least that it asks for, 1 when it does not say. Throws TOOL_INVALID. */
export function gpusOf(demands: Demands, context: Context): number | undefined {
  const asked = inForce(demands, 'CUDARequirement');
  if (!asked) return undefined;
  const [least, most] = [countOf(asked, 'cudaDeviceCountMin', context), countOf(asked, 'cudaDeviceCountMax', context)];
  if (least === undefined || most === undefined || least <= most) return least ?? most ?? 1;
  throw new CrateRunError('TOOL_INVALID', `cudaDeviceCountMin is ${least}, more than cudaDeviceCountMax, which is ${most}`, {
    span: spanOf(asked, 'cudaDeviceCountMin'),
  });
}

function countOf(
  asked: CudaRequirement,
  name: 'cudaDeviceCountMin' | 'cudaDeviceCountMax',
  context: Context,
): number | undefined {
  const span = spanOf(asked, name);
  const count = evaluate(context, asked[name] ?? null, null, span);
  if (count === null) return undefined;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new CrateRunError('TOOL_INVALID', `${name} must be a whole number that is not negative, not ${jsonOf(count)}`, { span });
}

/** What a machine lacks for `count` GPUs of the kind asked for, in words; undefined when it has them. `found` is absent where no driver answers. */
export function lackOfGpus(asked: CudaRequirement, count: number, found: Gpus | undefined): string | undefined {
  const { cudaVersionMin, cudaComputeCapability } = asked;
  if (count === 0) return undefined;
  if (!found) return 'no NVIDIA driver answers (nvidia-smi)';
  if (isOlder(found.cuda, cudaVersionMin)) return `the driver serves CUDA up to ${found.cuda}`;
  const fit = found.capabilities.filter((capability) => capability === undefined || suits(capability, cudaComputeCapability));
  if (fit.length >= count) return undefined;
  return `of ${found.capabilities.length} GPUs ${fit.length} suit`;
}

/** What is asked for, in words. */
export function gpuText({ cudaVersionMin, cudaComputeCapability }: CudaRequirement, count: number): string {
  const kind =
    typeof cudaComputeCapability === 'string' ? `${cudaComputeCapability} or more` : `one of ${cudaComputeCapability.join(', ')}`;
  return `${count} ${count === 1 ? 'GPU' : 'GPUs'} with CUDA ${cudaVersionMin} or newer and compute capability ${kind}`;
}

/** One value is the least that will do; a list names the only ones. */
function suits(capability: string, wanted: CudaRequirement['cudaComputeCapability']): boolean {
  return typeof wanted === 'string' ? !isOlder(capability, wanted) : wanted.includes(capability);
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version.split('.').map(Number), than.split('.').map(Number)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
