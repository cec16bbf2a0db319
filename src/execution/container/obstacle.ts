/**
 * Why a container did not start, in one line. Engines wrap what the operating system said in layers of their own:
 * `…: starting container process caused: exec: "x": executable file not found in $PATH: unknown`.
 */
export function whyNotStarted(program: string, message: string): string {
  if (/executable file .*not found in \$PATH/i.test(message))
    return `cannot start ${program}: no such program on the PATH of the image`;
  const [, reason] = /\bexec: "[^"]*": (?:stat [^:]*: )?([^:]+)/.exec(message) ?? [];
  if (reason !== undefined) {
    if (/no such file/.test(reason)) return `cannot start ${program}: no such file in the image`;
    return `cannot start ${program} in its container: ${reason}`;
  }
  return `cannot start ${program} in its container: ${message.replace(/: unknown$/, '')}`;
}
