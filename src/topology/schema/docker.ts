import { all, closed, flag, positive, text, texts, whole, type Schema } from './parts.ts';

const lists = `addHost capAdd capDrop command device deviceCgroupRule deviceReadBps deviceReadIops deviceWriteBps deviceWriteIops dns
  dnsOption dnsSearch env envFile groupAdd label labelFile link linkLocalIP logOpt mount network networkAlias publish
  securityOpt storageOpt sysctl tmpfs ulimit volume volumesFrom`;
const words = `cgroupParent cgroupns cidfile containerId cpusetCpus cpusetMems detachKeys domainname entrypoint gpus healthCmd
  healthInterval healthStartPeriod healthTimeout hostname ip ip6 ipc isolation logDriver macAddress pid restart runtime
  stopSignal user userns uts volumeDriver workdir`;
const wholes = `blkioWeight cpuPeriod cpuQuota cpuRTPeriod cpuRTRuntime cpuShares healthRetries kernelMemory memory
  memoryReservation memorySwap memorySwappiness oomScoreAdj pidsLimit shmSize stopTimeout`;
const flags = `disableContentTrust init noHealthcheck oomKillDisable privileged publishAll readOnly rm sigProxy`;

export const dockerSchema: Schema = closed(
  {
    image: text,
    ...all(lists, texts),
    ...all(words, text),
    ...all(wholes, whole),
    ...all(flags, flag),
    ...all('blkioWeightDevice expose', { type: 'array', items: whole }),
    cpus: { type: 'number' },
    transferBufferSize: positive,
  },
  ['image'],
);
