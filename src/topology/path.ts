/** A path of StreamFlow as it is compared: absolute, without empty parts, dots or a slash at its end. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A path and all that it lies in, nearest first: `/a/b`, `/a`, `/`. */
export function* upwards(path: string): Generator<string> {
  for (let rest = normalPath(path); rest !== '/'; rest = normalPath(`${rest}/..`)) yield rest;
  yield '/';
}
