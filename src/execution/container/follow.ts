/** One line of what an engine says while it works on an image. */
interface Message {
  readonly status?: string;
  readonly id?: string;
  readonly stream?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
}

const between = 1000;

/** Reads what an engine says to its end, and gives the lines of text. Throws what the engine calls an error. */
export async function follow(answer: AsyncIterable<Buffer>, progress: (message: string) => void): Promise<readonly string[]> {
  const said: string[] = [];
  const layers = new Map<string, { current: number; total: number }>();
  let last = performance.now();
  for await (const message of messages(answer)) {
    if (message.error !== undefined) throw new Error(message.error);
    const line = (message.stream ?? message.status ?? '').trim();
    const { current, total } = message.progressDetail ?? {};
    if (message.id !== undefined && message.status === 'Downloading' && total)
      layers.set(message.id, { current: current ?? 0, total });
    if (message.id === undefined && line !== '') said.push(line);
    if (performance.now() - last < between) continue;
    last = performance.now();
    const done = message.id === undefined ? line : sumOf([...layers.values()]);
    if (done) progress(`: ${done}`);
  }
  return said;
}

/** `34 of 80 MB` */
function sumOf(layers: readonly { current: number; total: number }[]): string {
  const megabytes = (key: 'current' | 'total') => Math.round(layers.reduce((sum, layer) => sum + layer[key], 0) / 1e6);
  return layers.length === 0 ? '' : `${megabytes('current')} of ${megabytes('total')} MB`;
}

async function* messages(answer: AsyncIterable<Buffer>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of answer) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Message;
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as Message;
}
