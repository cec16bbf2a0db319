import { readdirSync } from 'node:fs';
import { capture, expectSuccess } from '../../lib/capture.ts';
import { bridge, sites, type Site } from './sites.ts';

/** Lets the sites reach each other where Docker forbids forwarding for the whole machine. */
const rule = ['FORWARD', '-i', bridge.name, '-o', bridge.name, '-j', 'ACCEPT'];

/** Makes the bridge of the sites and this machine's address on it. */
export async function makeBridge(): Promise<void> {
  if (!hasInterface(bridge.name)) {
    await ip('link', 'add', bridge.name, 'type', 'bridge');
    await ip('addr', 'add', `${bridge.address}/24`, 'dev', bridge.name);
  }
  await ip('link', 'set', bridge.name, 'up');
  if ((await capture(['iptables', '-C', ...rule])).exitCode !== 0) await expectSuccess(['iptables', '-I', ...rule]);
}

/** Makes the network namespace of a site and its link to the bridge, and sees that the link is up. */
export async function makeNamespace({ namespace, link, address }: Site): Promise<void> {
  if (!(await hasNamespace(namespace))) await ip('netns', 'add', namespace);
  if (!hasInterface(link)) {
    await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    await ip('link', 'set', link, 'master', bridge.name);
    await ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
  }
  for (const one of ['lo', 'eth0']) await ip('-n', namespace, 'link', 'set', one, 'up');
  await ip('link', 'set', link, 'up');
}

/** Takes the link of a site down or up again, as when a cable is pulled: nobody is told, packets are lost. */
export async function setLink(site: Site, state: 'up' | 'down'): Promise<void> {
  await ip('link', 'set', site.link, state);
}

/** Bytes that came into a site and went out of it since it was made, as its network card counts them. */
export async function countBytes(site: Site): Promise<{ readonly in: number; readonly out: number }> {
  const [card] = JSON.parse(await ip('-n', site.namespace, '-json', '-stats', 'link', 'show', 'eth0')) as [Counted];
  return { in: card.stats64.rx.bytes, out: card.stats64.tx.bytes };
}

interface Counted {
  readonly stats64: { readonly rx: { readonly bytes: number }; readonly tx: { readonly bytes: number } };
}

/** Removes namespaces, links, bridge and rule. */
export async function removeNetwork(): Promise<void> {
  for (const { namespace, link } of sites) {
    await capture(['ip', 'link', 'del', link]);
    await capture(['ip', 'netns', 'del', namespace]);
  }
  await capture(['ip', 'link', 'del', bridge.name]);
  await capture(['iptables', '-D', ...rule]);
}

function hasInterface(name: string): boolean {
  return readdirSync('/sys/class/net').includes(name);
}

async function hasNamespace(name: string): Promise<boolean> {
  return (await capture(['ip', 'netns', 'exec', name, 'true'])).exitCode === 0;
}

function ip(...words: readonly string[]): Promise<string> {
  return expectSuccess(['ip', ...words]);
}
