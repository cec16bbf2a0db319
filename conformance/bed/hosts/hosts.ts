import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { access, makeKeys, placeKeys, publicHostKey } from './keys.ts';
import { makeBridge, makeNamespace, removeNetwork } from './network.ts';
import { serviceAnswers, startService, stopService } from './services.ts';
import { firstProcess, rootOf, startSite, stopSite } from './site.ts';
import { hostsFolder, siteA, siteB, sites, stateFile, user, type Site } from './sites.ts';
import { giveImages, imagesOfHosts } from './images.ts';
import { makeTree } from './tree.ts';

/** What tests have to know of the sites; `bed status --json` prints it. */
export interface HostsState {
  readonly sites: readonly {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly user: string;
    /** Public host key: algorithm and base64. */
    readonly hostKey: string;
    /** Network namespace, for `ip -n`; its card is `eth0`, and `link` is the other end of it on this machine. */
    readonly namespace: string;
    readonly link: string;
    /** The site's root folder as root of this machine reaches it. */
    readonly root: string;
  }[];
  readonly access: typeof access;
  readonly slurm: { readonly site: string; readonly node: string; readonly cpus: number; readonly partitions: readonly string[] };
  readonly gridengine: { readonly site: string; readonly slots: number; readonly queue: string; readonly parallel: string };
  /** The site whose own Docker Engine `user` may use, also from jobs of Slurm, and the images that it has. */
  readonly docker: { readonly site: string; readonly images: readonly string[] };
}

/** Brings up the sites with all that runs in them; does only what is not done. */
export async function startHosts(): Promise<void> {
  const tree = await makeTree();
  mkdirSync(hostsFolder, { recursive: true, mode: 0o755 });
  await makeKeys();
  await makeBridge();
  await Promise.all(sites.map((site) => startAll(site, tree)));
  writeFileSync(stateFile, `${JSON.stringify(describeHosts(), undefined, 2)}\n`);
}

async function startAll(site: Site, tree: string): Promise<void> {
  const isNew = firstProcess(site) === undefined;
  await makeNamespace(site);
  await startSite(site, tree);
  if (isNew) placeKeys(site);
  for (const name of site.services) await startService(site, name);
  if (site.services.includes('dockerd')) await giveImages(site);
}

/** Ends the sites and removes what `startHosts` made, but for the file system that they start from. */
export async function stopHosts(): Promise<void> {
  for (const site of sites) {
    // The engine removes its control groups when it is asked to end.
    if (firstProcess(site) !== undefined) await stopService(site, 'dockerd');
    await stopSite(site);
  }
  await removeNetwork();
  rmSync(hostsFolder, { recursive: true, force: true });
}

/** Whether every daemon of every site serves. */
export async function hostsAnswer(): Promise<boolean> {
  if (!existsSync(stateFile) || sites.some((site) => firstProcess(site) === undefined)) return false;
  const asked = sites.flatMap((site) => site.services.map((name) => serviceAnswers(site, name)));
  return (await Promise.all(asked)).every((answers) => answers);
}

/** The sites as they are now. Throws when they are not there. */
export function describeHosts(): HostsState {
  return {
    sites: sites.map((site) => {
      const { name, address, namespace, link } = site;
      return { name, address, port: 22, user, hostKey: publicHostKey(site), namespace, link, root: rootOf(site) };
    }),
    access,
    slurm: { site: siteA.name, node: siteA.name, cpus: 4, partitions: ['short', 'long'] },
    gridengine: { site: siteB.name, slots: 4, queue: 'all.q', parallel: 'smp' },
    docker: { site: siteA.name, images: imagesOfHosts },
  };
}
