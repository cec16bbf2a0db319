const longestTimer = 2 ** 31 - 1;

/** When to stop a command that has been started. */
export interface Limits {
  /** Seconds. */
  readonly timeLimit?: number | undefined;
  readonly signal: AbortSignal;
}

/** Calls `stop` at the time limit and on cancellation, whichever is first, until the function that it gives is called. */
export function watchLimits({ timeLimit, signal }: Limits, stop: (why: 'time-limit' | 'cancelled') => void): () => void {
  const unwatch = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  };
  const end = (why: 'time-limit' | 'cancelled') => {
    unwatch();
    stop(why);
  };
  const cancel = () => end('cancelled');
  const timer = timeLimit === undefined ? undefined : setTimeout(end, Math.min(timeLimit * 1000, longestTimer), 'time-limit');
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return unwatch;
}
