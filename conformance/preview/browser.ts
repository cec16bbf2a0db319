import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Nothing of a browser that would talk to anybody. */
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

type Message = Readonly<Record<string, unknown>>;

/** A browser without a window, told what to do over the Chrome DevTools Protocol. */
export interface Browser {
  /** Calls a method; `session` is that of a page. Rejects when the browser says that it failed. */
  call(method: string, params?: Message, session?: string): Promise<Message>;
  /** Is told every event. */
  watch(see: (method: string, params: Message, session: string | undefined) => void): void;
  close(): Promise<void>;
}

/** Starts Chromium with an empty profile in `folder`. */
export function openBrowser(program: string, folder: string): Browser {
  const child: ChildProcess = spawn(program, [...flags, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve(result: Message): void; reject(error: Error): void }>();
  const watchers: ((method: string, params: Message, session: string | undefined) => void)[] = [];
  let calls = 0;
  let rest = '';
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop()!;
    for (const message of messages) take(JSON.parse(message) as Answer);
  });
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
  };
  child.on('error', fail).on('exit', () => fail(new Error('the browser ended')));
  toBrowser.on('error', fail);

  function take({ id, result, error, method, params, sessionId }: Answer): void {
    if (id === undefined) watchers.forEach((see) => see(method!, params ?? {}, sessionId));
    else if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result ?? {});
    if (id !== undefined) waiting.delete(id);
  }

  return {
    call(method, params = {}, sessionId) {
      calls += 1;
      const id = calls;
      toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    watch: (see) => void watchers.push(see),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

interface Answer {
  readonly id?: number;
  readonly result?: Message;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: Message;
  readonly sessionId?: string;
}
