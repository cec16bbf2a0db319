import type { Usage } from '../../job/outcome.ts';

/** What a job has used so far, and the memory that it holds at the moment. */
export interface Look {
  readonly cpuSeconds: number;
  readonly memoryKiB: number;
}

/** Looks at a job now and then: often while it is young, more and more seldom later. */
export interface Sampler {
  /** Looks again and again until `stop`; `look` gives nothing when there is nothing to see. */
  start(look: () => Look | undefined): void;
  sample(): void;
  /** The most that was seen; nothing when nothing was. */
  stop(): { readonly usage?: Usage };
}

const firstPause = 10;
const longestPause = 1000;
/** The last look is never earlier than four fifths of the time that the job has run. */
const growth = 1.25;

export function createSampler(): Sampler {
  let look: () => Look | undefined = () => undefined;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;
  let usage: Usage | undefined;

  function sample(): void {
    const seen = look();
    if (!seen) return;
    usage = {
      measured: 'sampled',
      cpuSeconds: Math.max(seen.cpuSeconds, usage?.cpuSeconds ?? 0),
      peakMemoryKiB: Math.max(seen.memoryKiB, usage?.peakMemoryKiB ?? 0),
    };
  }

  function wait(): void {
    timer = setTimeout(() => {
      sample();
      pause = Math.min(growth * pause, longestPause);
      wait();
    }, pause);
  }

  return {
    start(how) {
      look = how;
      wait();
    },
    sample,
    stop() {
      clearTimeout(timer);
      return usage ? { usage } : {};
    },
  };
}
