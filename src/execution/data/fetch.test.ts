import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchFile } from './fetch.ts';

let server: Server;
let base: string;
const folder = mkdtempSync(join(tmpdir(), 'fetch-'));
const never = new AbortController().signal;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/data/a%20b.txt' }).end();
    else if (request.url === '/cut') response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    else if (request.url === '/slow') response.writeHead(200).write('x');
    else if (request.url?.startsWith('/data/')) response.end('abc');
    else response.writeHead(404).end('nothing');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

it('downloads with digest, under the last name of the URL', async () => {
  const fetched = await fetchFile(`${base}/data/a%20b.txt?x=1`, folder, never);
  expect(fetched).toMatchObject({ size: 3, sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d' });
  expect(fetched.path.endsWith('/a b.txt')).toBe(true);
  expect(readFileSync(fetched.path, 'utf8')).toBe('abc');
});

it('follows redirects', async () => {
  expect(await fetchFile(`${base}/moved`, folder, never)).toMatchObject({ size: 3 });
});

it('says what the server answered', async () => {
  await expect(fetchFile(`${base}/none`, folder, never)).rejects.toMatchObject({
    code: 'DATA_FETCH',
    message: `${base}/none: the server answered 404 Not Found`,
  });
});

it('leaves nothing behind of a download that was cut off', async () => {
  const own = join(folder, 'cut');
  await expect(fetchFile(`${base}/cut`, own, never)).rejects.toMatchObject({ code: 'DATA_FETCH' });
  const left = existsSync(own) ? readdirSync(own, { recursive: true, withFileTypes: true }) : [];
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});

it('stops on cancellation', async () => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 100);
  await expect(fetchFile(`${base}/slow`, folder, cancel.signal)).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
});

it('names the reason when nobody answers', async () => {
  await expect(fetchFile('http://127.0.0.1:9/x', folder, never)).rejects.toMatchObject({ code: 'DATA_FETCH' });
  expect(existsSync(join(folder, 'x'))).toBe(false);
});
