/** Turns SIGINT and SIGTERM into an orderly end: jobs are stopped, the crate tells what did happen. */
export function cancelOnSignals(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.once(name, cancel);
  return {
    signal: controller.signal,
    done() {
      for (const name of names) process.removeListener(name, cancel);
    },
  };
}
