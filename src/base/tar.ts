import type { Extract, Header, Pack } from 'tar-stream';

export type { Extract, Header, Pack } from 'tar-stream';

/** What is said of a member of an archive that is being written. */
export type Heading = Partial<Header> & Pick<Header, 'name'>;

/** The one door to tar-stream, which is loaded when the first bytes travel. */
async function load() {
  return import('tar-stream');
}

/** An archive that is being written. */
export async function newPack(): Promise<Pack> {
  return (await load()).pack();
}

/** An archive that is being read. */
export async function newExtract(): Promise<Extract> {
  return (await load()).extract();
}
