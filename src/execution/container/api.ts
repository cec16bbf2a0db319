import type { ContainerCreateOptions, default as Docker } from 'dockerode';
import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { messageOf } from '../../base/error.ts';
import type { EngineAddress } from './address.ts';

/** How long a healthy engine takes to answer at most, in milliseconds. */
const soon = 1000;

/** The API of an engine: the door to dockerode. */
export type EngineApi = Docker;
export type { ContainerCreateOptions, ImageInspectInfo, RegistryConfig } from 'dockerode';

/** A connection to an engine; nothing is sent yet. Without an agent connections are kept and used again. */
export async function connect(address: EngineAddress, agent?: Agent): Promise<EngineApi> {
  const { default: Docker } = await import('dockerode');
  // Named even where undefined: dockerode takes what is not named from the environment.
  const common = { timeout: undefined, host: undefined, port: undefined, agent };
  if ('socket' in address) return new Docker({ ...common, socketPath: address.socket, protocol: 'http' });
  const { host, port, tls } = address;
  const read = (path: string) => readFileSync(path);
  const secrets = tls ? { ca: read(tls.ca), cert: read(tls.cert), key: read(tls.key) } : {};
  return new Docker({ ...common, ...secrets, host, port, protocol: tls ? 'https' : 'http' });
}

/**
 * Whether an engine takes new connections, and answers on them soon. One that is being shut down goes on answering on
 * those that it has.
 */
export async function isWelcoming(address: EngineAddress): Promise<boolean> {
  const agent = 'tls' in address ? new HttpsAgent() : new Agent();
  const api = await connect(address, agent);
  const request = { path: '/_ping', method: 'GET', statusCodes: { 200: true }, abortSignal: AbortSignal.timeout(soon) };
  return new Promise((resolve) => {
    dial(api, request, (thrown) => resolve(!thrown));
  });
}

/** What an engine answers when it refuses. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** One line. */
  readonly message: string;
}

/** The refusal in an error that a call threw; undefined when the engine gave no answer at all. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || typeof thrown.statusCode !== 'number') return undefined;
  const answer = 'json' in thrown ? (thrown.json as { message?: string; cause?: string } | null) : null;
  const message = answer?.message ?? messageOf(thrown).replace(/^\(HTTP code \d+\) [^-]*- /, '');
  return { status: thrown.statusCode, message: message.trim().replace(/\s*\n\s*/g, ' ') };
}

/**
 * Makes a container and gives its id. dockerode on its own would send all of it twice, once in the address, which may
 * not be long and ends up in logs.
 */
export async function createContainer(api: EngineApi, { name, ...body }: ContainerCreateOptions): Promise<string> {
  const request = { _query: { name }, _body: body } as ContainerCreateOptions;
  return (await api.createContainer(request)).id;
}

/**
 * The exit code of a container that is not started yet, when it has ended. Rejects when the connection breaks, which
 * dockerode's own `wait` does not notice once the engine has sent the head of its answer. Podman may never answer.
 */
export async function waitForExit(api: EngineApi, container: string, abortSignal: AbortSignal): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { condition: 'next-exit' };
    const statusCodes = { 200: true, 404: 'no such container' };
    const request = { path: `/containers/${container}/wait?`, method: 'POST', isStream: true, options, statusCodes, abortSignal };
    dial(api, request, (thrown, answer) => (thrown ? reject(thrown) : resolve(answer as IncomingMessage)));
  });
  return (JSON.parse(await text(response)) as { StatusCode: number }).StatusCode;
}

/**
 * Streams of a container, raw. dockerode's own `attach` sends its options once more as a body, which Podman hands to the
 * container as its input.
 */
export async function attach(api: EngineApi, container: string, what: object): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const options = { stream: true, ...what };
    const statusCodes = { 200: true, 404: 'no such container' };
    const path = `/containers/${container}/attach?`;
    const request = { path, method: 'POST', isStream: true, hijack: true, file: Buffer.alloc(0), options, statusCodes };
    dial(api, request, (thrown, answer) => (thrown ? reject(thrown) : resolve(answer as Duplex)));
  });
}

/** The digest that a registry has for a tag, as the engine finds out; undefined without an answer. */
export async function askRegistry(
  api: EngineApi,
  name: string,
  authconfig: object | undefined,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const statusCodes = { 200: true };
  const request = { path: `/distribution/${name}/json`, method: 'GET', authconfig, abortSignal, statusCodes };
  return new Promise((resolve) => {
    dial(api, request, (thrown, answer) => {
      resolve(thrown ? undefined : (answer as { Descriptor?: { digest?: string } }).Descriptor?.digest);
    });
  });
}

/** For the requests that dockerode has no, or no safe, method for. */
function dial(api: EngineApi, request: object, callback: (thrown: Error | null, answer: unknown) => void): void {
  (api.modem as { dial(request: object, callback: (thrown: Error | null, answer: unknown) => void): void }).dial(
    request,
    callback,
  );
}
