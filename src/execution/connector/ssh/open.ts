import type { Open } from '../kind.ts';
import { hostAndPort, readSshConfig, type SshConfig } from './settings.ts';
import { createSshConnector } from './ssh.ts';

/** Hosts behind SSH: each node is a place of its own. */
export const openSsh: Open = ({ config, folder }) => {
  const nodes = readSshConfig(config as unknown as SshConfig, folder);
  const places = nodes.map((node) => {
    const connector = createSshConnector(node);
    return { ...(nodes.length > 1 ? { name: hostAndPort(node.host, node.port) } : {}), connector, files: connector };
  });
  const [first, ...more] = places;
  if (!first) throw new Error('the schema asks for one node at least');
  return {
    places: () => [first, ...more],
    close() {
      for (const { connector } of places) connector.close();
      return Promise.resolve();
    },
  };
};
