import { PassThrough } from 'node:stream';
import { CrateRunError } from '../../../base/error.ts';
import type { Connector } from '../connector.ts';

/** Something at a location that is there as long as this process and its connection are. */
export interface Held {
  /** The line that its start printed. */
  readonly name: string;
  /** Resolves when it is gone. */
  readonly over: Promise<void>;
  /** Ends it. */
  release(): Promise<void>;
}

/**
 * Starts something with one command and ends it with another, which runs there when nobody holds it any more: when this process
 * releases it, dies or loses its connection. Throws what `fail` makes of the start's complaint, and what `run` throws.
 */
export async function hold(
  connector: Connector,
  { start, stop, fail }: { readonly start: string; readonly stop: string; fail(complaint: string): CrateRunError },
): Promise<Held> {
  const program = `held=$(${start}) || exit
trap '${stop} "$held" >/dev/null 2>&1' EXIT
trap exit TERM HUP INT
printf '%s\\n' "$held"
cat >/dev/null`;
  const stdin = new PassThrough();
  return new Promise((resolve, reject) => {
    const read = async (stdout: NodeJS.ReadableStream) => {
      let name = '';
      for await (const chunk of stdout) {
        name += String(chunk);
        if (name.endsWith('\n')) resolve({ name: name.trim(), over, release });
      }
    };
    const running = connector.run({ program, stdin, read }, new AbortController().signal);
    const over = running.then(
      ({ stderr }) => {
        reject(fail(stderr.trim()));
      },
      (thrown: unknown) => {
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      },
    );
    const release = () => {
      stdin.end();
      return over;
    };
  });
}
