import { ask } from './command.ts';

/** The GPUs of this machine as nvidia-smi tells; undefined when it is not there or does not answer. */
export async function describeGpus() {
  const [report, capabilities] = await Promise.all([
    ask(['nvidia-smi', '-q', '-x']),
    ask(['nvidia-smi', '--query-gpu=compute_cap', '--format=csv,noheader']),
  ]);
  const cuda = /<cuda_version>\s*([\d.]+)\s*<\/cuda_version>/.exec(report.stdout)?.[1];
  const count = Number(/<attached_gpus>\s*(\d+)\s*<\/attached_gpus>/.exec(report.stdout)?.[1]);
  if (report.code !== 0 || cuda === undefined || !(count > 0)) return undefined;
  // Drivers before 510 do not know the query.
  const told = capabilities.code === 0 ? capabilities.stdout.split('\n').map((line) => line.trim()) : [];
  return { cuda, capabilities: Array.from({ length: count }, (_, index) => /^[\d.]+$/.exec(told[index] ?? '')?.[0]) };
}
