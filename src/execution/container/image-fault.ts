import { CrateRunError, messageOf } from '../../base/error.ts';
import { refusalOf } from './api.ts';

/** The error that a user sees when an image cannot be had: which, and why, in one line. */
export function imageFault(name: string, thrown: unknown, signal?: AbortSignal): CrateRunError {
  if (thrown instanceof CrateRunError) return thrown;
  if (signal?.aborted) return new CrateRunError('RUN_CANCELLED', `getting the image ${name} was cancelled`, { cause: thrown });
  const message = (refusalOf(thrown)?.message ?? messageOf(thrown)).trim().replace(/\s*\n\s*/g, ' ');
  if (/^(connect |socket hang up|read )|E(CONNREFUSED|CONNRESET|NOENT)/.test(message)) {
    return new CrateRunError('CONTAINER_ENGINE', `the container engine went away (${message})`, { cause: thrown });
  }
  return new CrateRunError('CONTAINER_IMAGE', `image ${name}: ${reasonIn(message)}`, { cause: thrown });
}

function reasonIn(message: string): string {
  if (/manifest( for .*)? (unknown|not found)|manifest unknown/i.test(message)) return 'its registry has no such tag or digest';
  if (/pull access denied|repository does not exist|name unknown/i.test(message)) {
    return 'its registry has no such image, or shows it only after `docker login`';
  }
  if (/unauthorized|authentication required|no basic auth|denied/i.test(message)) {
    return `its registry wants a login, or another one (${message})`;
  }
  if (/dial tcp|no such host|timeout|timed out|connection refused|TLS handshake|x509|network is unreachable|EOF/i.test(message)) {
    return `its registry cannot be reached (${message})`;
  }
  return message;
}
