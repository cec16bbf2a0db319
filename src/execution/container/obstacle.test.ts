import { expect, it } from 'vitest';
import { whyNotStarted } from './obstacle.ts';

it.each([
  [
    'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "x": executable file not found in $PATH: unknown',
    'cannot start x: no such program on the PATH of the image',
  ],
  [
    'failed to create task for container: runc create failed: unable to start container process: exec: "./x": stat ./x: no such file or directory: unknown',
    'cannot start x: no such file in the image',
  ],
  [
    'runc create failed: unable to start container process: exec: "/etc/passwd": permission denied: unknown',
    'cannot start x in its container: permission denied',
  ],
  [
    'crun: executable file `x` not found in $PATH: No such file or directory',
    'cannot start x: no such program on the PATH of the image',
  ],
  ['network nowhere not found', 'cannot start x in its container: network nowhere not found'],
])('says in short why a container did not start: %s', (message, why) => {
  expect(whyNotStarted('x', message)).toBe(why);
});
