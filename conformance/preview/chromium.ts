import { capture, expectSuccess } from '../lib/capture.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of a Chromium; installed with apt where there is none and this is root. Throws where that cannot be. */
export async function findChromium(): Promise<string> {
  const known = await installed();
  if (known !== undefined) return known;
  if (process.getuid?.() !== 0) throw new Error('chromium is missing: install it');
  console.error('installing chromium');
  await expectSuccess(['apt-get', 'update', '-qq']);
  const install = ['apt-get', 'install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  await expectSuccess(install, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  return (await installed())!;
}

async function installed(): Promise<string | undefined> {
  for (const name of names) {
    const { exitCode, stdout } = await capture(['sh', '-c', 'command -v "$1"', 'sh', name]);
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}
