/** Makes a gate through which at most `limit` actions are on their way at once, first come first served. */
export function createGate(limit: number): <T>(action: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let open = limit;
  return async (action) => {
    if (open > 0) open--;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await action();
    } finally {
      const next = queue.shift();
      if (next) next();
      else open++;
    }
  };
}
