import type { Readable } from 'node:stream';
import type { Host } from '../../job/outcome.ts';

/** A POSIX sh program for a location. Every word of it that comes from outside was quoted (`base/shell.ts`). */
export interface Command {
  readonly program: string;
  /** What it reads; without one there is nothing to read. */
  readonly stdin?: Readable;
  /** Reads what it writes; without one nobody does. Called once; the command has ended only when this has, too. */
  readonly read?: (stdout: Readable) => Promise<void>;
}

/** How a program ended; one of the first two is there. */
export interface Ended {
  readonly exitCode?: number;
  /** `SIGTERM` */
  readonly signal?: string;
  /** The end of what it wrote to stderr: at most 2 KiB. */
  readonly stderr: string;
}

/** A machine at the other end of a connector, as it describes itself. */
export interface Place extends Host {
  /** Its PATH. */
  readonly searchPath: string;
}

/** A way to a location. Connections are made when they are first needed. */
export interface Connector {
  /** For people: `me@host:2222`, `this machine`. */
  readonly name: string;
  /** How many programs it has run so far. */
  readonly commands: number;
  /** Names a file there: `ssh://host/path`, `file:///path`. The path is absolute. */
  uriOf(path: string): string;
  /**
   * Runs a program. When `signal` is aborted the program loses its streams and this throws RUN_CANCELLED. Throws
   * CONN_FAILED, CONN_AUTH and CONN_HOST_KEY before the program has started, CONN_LOST after; what `stdin` and `read`
   * throw comes out, too.
   */
  run(command: Command, signal: AbortSignal): Promise<Ended>;
  /** Asked once, answered from memory after that. Throws what `run` throws. */
  describe(): Promise<Place>;
  /** To be called when nothing runs there any more. */
  close(): void;
}
