import { capture, expectSuccess } from '../lib/capture.ts';
import { docker, tryDocker } from './docker.ts';
import { network } from './places.ts';

/** Lets containers of the bed's bridge reach each other where another engine forbids forwarding for the whole machine. */
const rule = ['FORWARD', '-i', network, '-o', network, '-j', 'ACCEPT'];
const page = 'mkdir -p /www && echo crate-run > /www/index.html && exec httpd -f -p 80 -h /www';

/** Makes the network on which `commonwl.org` is a container with a web server, and sees that it answers. */
export async function startNetwork(image: string): Promise<void> {
  if ((await tryDocker(['network', 'inspect', network])).exitCode !== 0) {
    // An address range of its own: the one that Docker would choose is the range of the machine's engine.
    const bridge = ['--subnet', '10.213.77.0/24', '--opt', `com.docker.network.bridge.name=${network}`];
    await docker(['network', 'create', ...bridge, network]);
  }
  if ((await capture(['iptables', '-C', ...rule])).exitCode !== 0) await expectSuccess(['iptables', '-I', ...rule]);
  if ((await tryDocker(['start', 'commonwl.org'])).exitCode !== 0) {
    const place = ['--name', 'commonwl.org', '--network', network, '--network-alias', 'commonwl.org'];
    await docker(['run', '--detach', ...place, image, 'sh', '-c', page]);
  }
  if (!(await siteAnswers(image))) throw new Error(`http://commonwl.org does not answer on the network ${network}`);
}

/** Removes the network, its web server and its rule. */
export async function stopNetwork(): Promise<void> {
  await tryDocker(['rm', '--force', 'commonwl.org']);
  await tryDocker(['network', 'rm', network]);
  await capture(['iptables', '-D', ...rule]);
}

async function siteAnswers(image: string): Promise<boolean> {
  const look = 'for i in 1 2 3 4 5; do wget -q -O /dev/null http://commonwl.org && exit 0; sleep 0.2; done; exit 1';
  return (await tryDocker(['run', '--rm', '--network', network, image, 'sh', '-c', look], { limit: 60 })).exitCode === 0;
}
