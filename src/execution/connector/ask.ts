import { text } from 'node:stream/consumers';
import type { Command, Connector, Ended } from './connector.ts';

/** Runs a program whose answer is short, and gives that, too. Throws what `Connector.run` throws. */
export async function ask(
  connector: Pick<Connector, 'run'>,
  command: Omit<Command, 'read'>,
  signal: AbortSignal,
): Promise<Ended & { readonly stdout: string }> {
  let stdout = '';
  const read = async (stream: Parameters<NonNullable<Command['read']>>[0]) => {
    stdout = await text(stream);
  };
  const ended = await connector.run({ ...command, read }, signal);
  return { ...ended, stdout };
}
