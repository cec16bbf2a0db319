import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { zipBytes } from '../../../../fixtures/archive/zip.ts';
import { compareAs } from '../../../../fixtures/compare/bytes.ts';

const side = 20;

/** A grey picture in which one pixel may be another. */
function picture(grey: number, at?: number): Buffer {
  const data = Buffer.alloc(side * side * 4, grey);
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  if (at !== undefined) data[at * 4] = 255;
  return data;
}

function png(data: Buffer, deflateLevel: number, text = ''): Buffer {
  const image = new PNG({ width: side, height: side });
  image.data = data;
  const bytes = PNG.sync.write(image, { deflateLevel });
  const body = Buffer.from(`tEXt${text}`, 'latin1');
  const chunk = Buffer.alloc(8 + body.length);
  chunk.writeUInt32BE(text.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  return text === '' ? bytes : Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]);
}

test('pictures are compared pixel by pixel, whatever their compression and remarks', async () => {
  const found = await compareAs('a.png', png(picture(9), 0, 'Date\0Monday'), png(picture(9), 9, 'Date\0Friday'));
  expect(found).toMatchObject({ level: 'EQUIVALENT', format: 'PNG' });
  expect(found.removed?.map(({ name }) => name)).toEqual(['tEXt of the picture', 'compression']);
  expect(await compareAs('a.png', png(picture(9), 9), png(picture(9, 45), 9))).toMatchObject({
    level: 'DIFFERENT',
    difference: { place: 'pixel (5, 2)' },
  });
});

test('pictures are similar only where that is asked for', async () => {
  const [a, b] = [png(picture(9), 9), png(picture(9, 45), 9)];
  expect(await compareAs('a.png', a, b, { pixels: 0.01 })).toMatchObject({
    level: 'SIMILAR',
    statistic: { value: 1 / 400, bound: 0.01 },
  });
  expect((await compareAs('a.png', a, b, { pixels: 0 })).level).toBe('DIFFERENT');
});

test('photographs differ at a pixel', async () => {
  const photo = (data: Buffer) => jpeg.encode({ width: side, height: side, data }, 90).data;
  expect((await compareAs('a.jpg', photo(picture(9)), photo(picture(99)))).difference?.place).toBe('pixel (0, 0)');
  const bytes = photo(picture(9));
  const remark = Buffer.from([0xff, 0xfe, 0, 4, 65, 66]);
  const remarked = Buffer.concat([bytes.subarray(0, 2), remark, bytes.subarray(2)]);
  expect(await compareAs('a.jpg', bytes, remarked)).toMatchObject({ level: 'EQUIVALENT', format: 'JPEG' });
});

const svg = (id: string, date: string, path: string) =>
  `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><metadata><date>${date}</date></metadata>` +
  `<path id="${id}" d="${path}"/><use xlink:href="#${id}" clip-path="url(#${id})" fill="#11223344"/></svg>`;

test('drawings: made-up ids, dates and spacing do not matter, lines and colours do', async () => {
  const a = svg('m5c3a9f01be', '2022-09-08T09:37:20.123', 'M 1 2 L 3.5 4');
  expect((await compareAs('a.svg', a, svg('m0123456789', '2023-01-01T00:00:00.000', 'M 1 2 L 3.5 4'))).level).toBe('EQUIVALENT');
  expect((await compareAs('a.svg', a, a.replace('><path', '>\n  <path'))).level).toBe('EQUIVALENT');
  expect((await compareAs('a.svg', a, a.replace('3.5', '3.6'))).difference?.place).toBe('/svg/path d, letter 11');
  expect((await compareAs('a.svg', a, a.replace('#11223344', '#55667788'))).level).toBe('DIFFERENT');
});

test('pages: attributes in any order, pictures within them as pictures', async () => {
  const page = (data: Buffer, first: string) =>
    `<!doctype html><p ${first}>x<br><img src="data:image/png;base64,${data.toString('base64')}"></p>`;
  const a = page(png(picture(9), 0), 'class="a" title="b"');
  expect(await compareAs('a.html', a, page(png(picture(9), 9), 'title="b" class="a"'))).toMatchObject({
    level: 'EQUIVALENT',
    format: 'HTML',
  });
  expect((await compareAs('a.html', a, page(png(picture(9, 3), 9), 'class="a" title="b"'))).difference?.place).toBe(
    'pixel (3, 0)',
  );
});

const pdf = (date: string, words: string, level: number) => {
  const stream = deflateSync(words, { level }).toString('latin1');
  const text = `%PDF-1.4\n1 0 obj\n<< /CreationDate (D:${date}) /Title (x) >>\nendobj\n2 0 obj\n<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n${stream}\nendstream\nendobj\ntrailer\n<< /Size 3 /ID [<${date}>] >>\nstartxref\n9\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
};

test('PDF: dates, ids and compression do not matter, what is drawn does', async () => {
  const words = 'BT (hello hello hello hello) Tj ET';
  const found = await compareAs('a.pdf', pdf('20220908093720', words, 0), pdf('20230101000000', words, 9));
  expect(found).toMatchObject({ level: 'EQUIVALENT', format: 'PDF' });
  expect(found.removed?.[0]).toMatchObject({ name: 'how and when the document was made', count: 2 });
  expect((await compareAs('a.pdf', pdf('1', words, 9), pdf('1', words.replace('BT', 'BX'), 9))).difference?.place).toBe(
    'object 2, byte 2 of the stream',
  );
});

test('archives are compared member by member', async () => {
  const zip = (table: string, more: Parameters<typeof zipBytes>[0] = []) =>
    zipBytes([...more, { name: 'd/t.csv', bytes: table }]);
  const [a, b] = [
    { name: 'a', bytes: 'x' },
    { name: 'b', bytes: 'y' },
  ];
  expect((await compareAs('a.zip', zip('v\n1\n', [a, b]), zip('v\n1\n', [b, a]))).level).toBe('EQUIVALENT');
  expect((await compareAs('a.zip', zip('v\n1\n'), zip('v\n2\n'))).difference?.place).toBe('member d/t.csv, line 2, column v');
  expect((await compareAs('a.zip', zip('v\n1\n', [a]), zip('v\n1\n'))).difference).toEqual({
    place: 'member a',
    a: 'there',
    b: '(not there)',
  });
  const unsafe = await compareAs('a.zip', zip('', [{ name: '../x', bytes: '' }]), zip(''));
  expect(unsafe).toMatchObject({ level: 'DIFFERENT', reason: expect.stringContaining('cannot be read as ZIP') as string });
});

test('YAML is compared value by value', async () => {
  expect((await compareAs('a.yml', 'a: 1 # one\nb: [x, y]\n', 'b:\n- x\n- y\na: 1\n')).level).toBe('EQUIVALENT');
  expect((await compareAs('a.yml', 'a: 1\n', 'a: 2\n')).difference).toEqual({ place: '/a', a: '1', b: '2' });
});
