import { all, closed, flag, positive, text, texts, whole, word, type Schema } from './parts.ts';

const lists = `bind blkioWeightDevice command env fusemount mount networkArgs noMount overlay scratch security`;
const words = `addCaps applyCgroups cpusetCpus cpusetMems dns dockerHost dropCaps envFile home hostname instanceName network pemPath
  pidFile workdir`;
const flags = `allowSetuid boot cleanenv compat contain containall disableCache fakeroot ipc keepPrivs net noEval noHome noHttps
  noInit noPrivs noUmask nv nvccli oomKillDisable rocm userns uts writable writableTmpfs`;

export const singularitySchema: Schema = closed(
  {
    image: text,
    ...all(lists, texts),
    ...all(words, text),
    ...all('cpus memory memoryReservation memorySwap', word),
    ...all(flags, flag),
    ...all('blkioWeight cpuShares pidsLimit', whole),
    transferBufferSize: positive,
  },
  ['image'],
);
