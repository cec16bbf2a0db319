import { all, flag, whole, word, type Schema } from './parts.ts';
import { queueManager } from './queue-manager.ts';

/** Options of sbatch in camel case; those that a service has beyond these are passed over with a warning. */
const words = `account acctgFreq array batch bb bbf begin clusterConstraint clusters constraint container containerId cpuFreq
  deadline distribution exclude export exportFile extraNodeInfo file gid gpuBind gpuFreq gpus gpusPerNode gpusPerSocket
  gpusPerTask gres gresFlags hint jobName licenses mailType mailUser mcsLabel mem memBind memPerCpu memPerGpu network nodefile
  nodelist nodes openMode partition power prefer priority profile propagate qos reservation signal switches time timeMin
  tresPerTask uid wckey`;
const wholes = `coreSpec coresPerSocket cpusPerGpu cpusPerTask delayBoot mincpus nice ntasks ntasksPerCore ntasksPerGpu
  ntasksPerNode ntasksPerSocket socketsPerNode threadSpec threadsPerCore tmp`;
const flags = `contiguous ignorePBS noKill noRequeue overcommit oversubscribe reboot requeue spreadJob useMinNodes waitAllNodes`;
const flagsOrWords = `exclusive getUserEnv`;

const service: Schema = {
  ...all(words, word),
  ...all(wholes, whole),
  ...all(flags, flag),
  ...all(flagsOrWords, { type: ['boolean', 'string', 'number'] }),
};

/** The options that a service may have. */
export const slurmOptions: readonly string[] = Object.keys(service);

export const slurmSchema: Schema = queueManager(service);
