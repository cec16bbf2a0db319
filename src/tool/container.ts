import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { ContainerSpec, ImageRequest } from '../job/container.ts';
import type { Layout } from '../job/jobspec.ts';
import type { CwlVersion } from '../language/model/process.ts';
import { inForce, type Demands, type RequirementOf } from '../language/model/requirement.ts';
import { evaluate, type Context } from './context.ts';
import { gpusOf } from './gpu.ts';
import { shmSizeOf } from './shm.ts';

type DockerRequirement = RequirementOf<'DockerRequirement'>;

/** The image that a tool asks for (CWL v1.2 DockerRequirement); archives are named relative to `document`. Throws CWL_INVALID. */
export function imageRequestOf(docker: DockerRequirement, document: string): ImageRequest {
  const { dockerPull, dockerLoad, dockerImport, dockerFile, dockerImageId } = docker;
  const span = spanOf(docker);
  if (dockerPull !== undefined) return { name: dockerPull, origin: { kind: 'pull' } };
  if (dockerImageId === undefined) {
    throw new CrateRunError('CWL_INVALID', 'DockerRequirement needs dockerPull or dockerImageId', { span });
  }
  const archive = (reference: string) => new URL(reference, document).href;
  if (dockerLoad !== undefined) return { name: dockerImageId, origin: { kind: 'load', archive: archive(dockerLoad) } };
  if (dockerImport !== undefined) return { name: dockerImageId, origin: { kind: 'import', archive: archive(dockerImport) } };
  if (dockerFile !== undefined) return { name: dockerImageId, origin: { kind: 'build', dockerfile: dockerFile } };
  return { name: dockerImageId, origin: { kind: 'present' } };
}

/** The folders as a job in a container sees them: the same in every run, so that command lines can be compared. */
export function layoutInside(docker: DockerRequirement | undefined): Layout {
  const outdir = docker?.dockerOutputDirectory?.replace(/\/+$/, '') ?? '/var/spool/cwl';
  if (!outdir.startsWith('/') || outdir.split('/').includes('..')) {
    const message = `dockerOutputDirectory must be an absolute path below /, found ${docker?.dockerOutputDirectory ?? ''}`;
    throw new CrateRunError('TOOL_INVALID', message, { span: spanOf(docker, 'dockerOutputDirectory') });
  }
  return { outdir, tmpdir: outdir === '/tmp' ? '/var/tmp' : '/tmp', stagedir: '/var/lib/cwl' };
}

/** What the container of a job is given. Throws TOOL_INVALID and the errors of expressions. */
export function containerOf(image: string, demands: Demands, cwlVersion: CwlVersion, context: Context): ContainerSpec {
  const [shmSize, gpus] = [shmSizeOf(demands), gpusOf(demands, context)];
  return {
    image,
    network: mayUseNetwork(demands, cwlVersion, context),
    ...(shmSize === undefined ? {} : { shmSize }),
    ...(gpus ? { gpus } : {}),
  };
}

/** Without NetworkAccess there is none, except in v1.0, which did not know it (CWL v1.1 changelog). */
function mayUseNetwork(demands: Demands, cwlVersion: CwlVersion, context: Context): boolean {
  const asked = inForce(demands, 'NetworkAccess');
  if (!asked) return cwlVersion === 'v1.0';
  const span = spanOf(asked, 'networkAccess');
  const value = evaluate(context, asked.networkAccess, null, span);
  if (typeof value === 'boolean') return value;
  throw new CrateRunError('TOOL_INVALID', 'networkAccess must give true or false', { span });
}
