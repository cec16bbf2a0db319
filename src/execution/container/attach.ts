import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { faultOf } from '../data/fault.ts';
import type { StreamPaths } from '../run/streams.ts';
import { attach, type EngineApi } from './api.ts';

const headerBytes = 8;
const standardError = 2;

/** Streams of a container that is not started yet. */
export interface Streaming {
  /** Ends when the container says no more. Rejects with DATA_WRITE, and with what broke the connection. */
  readonly copying: Promise<void>;
  close(): void;
}

/** Connects a container with files: all that it will ever say is written. Rejects with what the engine says. */
export async function connectContainer(api: EngineApi, id: string, streams: StreamPaths): Promise<Streaming> {
  const { stdin } = streams;
  const input = stdin === undefined ? undefined : await attach(api, id, { stdin: true });
  const output = await attach(api, id, { stdout: true, stderr: true });
  const copying = copyOutput(output, streams);
  copying.catch(() => undefined);
  if (input && stdin !== undefined) sendInput(input, stdin);
  return {
    copying,
    close() {
      input?.destroy();
      output.destroy();
    },
  };
}

/** The files are written as fast as they take it: the container waits meanwhile. */
async function copyOutput(connection: Duplex, { stdout, stderr }: StreamPaths): Promise<void> {
  const out = await openFor(stdout);
  const error = stderr === stdout ? out : await openFor(stderr);
  try {
    for await (const { isError, bytes } of split(connection as AsyncIterable<Buffer>)) {
      await write(isError ? error : out, bytes, isError ? stderr : stdout);
    }
  } finally {
    connection.destroy();
    await out.close();
    if (error !== out) await error.close();
  }
}

/**
 * Sends a file to a container. The connection carries nothing else: when the container ends before it has read
 * everything, this connection breaks, and that is no fault.
 */
function sendInput(connection: Duplex, path: string): void {
  const source = createReadStream(path);
  const stop = () => {
    source.destroy();
    connection.destroy();
  };
  connection.on('error', stop).on('close', stop).resume();
  source.on('error', stop).pipe(connection);
}

/** Takes apart what Docker sends: frames of 8 bytes that tell the stream and the length, and then that many bytes. */
async function* split(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ readonly isError: boolean; readonly bytes: Buffer }> {
  let header = Buffer.alloc(0);
  let isError = false;
  let left = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (rest.length > 0) {
      if (left > 0) {
        const bytes = rest.subarray(0, left);
        left -= bytes.length;
        rest = rest.subarray(bytes.length);
        yield { isError, bytes };
        continue;
      }
      const missing = headerBytes - header.length;
      header = Buffer.concat([header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (header.length < headerBytes) continue;
      isError = header[0] === standardError;
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  }
}

function openFor(path: string): Promise<FileHandle> {
  return open(path, 'r+').catch((thrown: unknown) => Promise.reject(faultOf('DATA_WRITE', 'write', path, thrown)));
}

async function write(file: FileHandle, bytes: Buffer, path: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', path, thrown);
  }
}
