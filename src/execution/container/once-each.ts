import type { ImageRequest, ResolvedImage } from '../../job/container.ts';

type Resolve = (request: ImageRequest, signal: AbortSignal) => Promise<ResolvedImage>;

/** Answers the same request with the same answer, also while that is still sought; a failure is forgotten. */
export function onceEach(resolve: Resolve): Resolve {
  const known = new Map<string, Promise<ResolvedImage>>();
  return (request, signal) => {
    const key = JSON.stringify(request);
    let answer = known.get(key);
    if (!answer) {
      answer = resolve(request, signal).catch((thrown: unknown) => {
        known.delete(key);
        throw thrown;
      });
      known.set(key, answer);
    }
    return answer;
  };
}
