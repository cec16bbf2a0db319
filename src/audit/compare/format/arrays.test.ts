import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareAs, relative } from '../../../../fixtures/compare/bytes.ts';
import { samples } from '../../../../fixtures/compare/samples.ts';

function npy(descr: string, shape: string, data: Uint8Array, padding = ''): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }${padding}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\0', 'latin1'), length, Buffer.from(header), data]);
}

const doubles = (...values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);

test('arrays are compared element by element', async () => {
  const a = npy('<f8', '2, 2', doubles(1, 2, 3, NaN));
  expect((await compareAs('a.npy', a, npy('<f8', '2, 2', doubles(1, 2, 3, NaN), '   '))).level).toBe('EQUIVALENT');
  const b = npy('<f8', '2, 2', doubles(1, 2, 3.001, NaN));
  expect((await compareAs('a.npy', a, b)).difference).toEqual({ place: 'element [1, 0]', a: '3', b: '3.001' });
  expect((await compareAs('a.npy', a, b, relative(0.01))).level).toBe('WITHIN-TOLERANCE');
  expect((await compareAs('a.npy', a, npy('<f8', '4,', doubles(1, 2, 3, NaN)))).difference?.place).toBe('shape');
});

test('arrays of objects are compared as bytes, and never opened', async () => {
  const pickle = (text: string) => npy('|O', '1,', Buffer.from(text));
  expect((await compareAs('a.npy', pickle('abc'), pickle('abd'))).difference?.place).toBe('byte 3 of the data');
});

test.each(['h5', 'parquet'] as const)('%s: layout does not matter, values do', async (kind) => {
  const bytes = (name: 'first' | 'repacked' | 'changed') => gunzipSync(Buffer.from(samples[kind][name], 'base64'));
  expect((await compareAs(`a.${kind}`, bytes('first'), bytes('repacked'))).level).toBe('EQUIVALENT');
  expect((await compareAs(`a.${kind}`, bytes('first'), bytes('changed'))).difference?.place).toBe(
    { h5: '/g/x, element 2', parquet: 'row 2, column x' }[kind],
  );
  expect((await compareAs(`a.${kind}`, bytes('first'), bytes('changed'), relative(1e-3))).level).toBe('WITHIN-TOLERANCE');
});

/** A NetCDF 3 file with one attribute and one variable of two numbers (classic format, Unidata). */
function netcdf(history: string, value: number): Buffer {
  const number = (int: number) => Buffer.from([int >>> 24, int >>> 16, int >>> 8, int]);
  const text = (words: string) =>
    Buffer.concat([number(words.length), Buffer.from(words.padEnd(Math.ceil(words.length / 4) * 4, '\0'))]);
  const dimensions = [number(10), number(1), text('x'), number(2)];
  const attributes = [number(12), number(1), text('history'), number(2), text(history)];
  const variable = [number(11), number(1), text('v'), number(1), number(0), number(0), number(0), number(6), number(16)];
  const header = Buffer.concat([Buffer.from('CDF\x01'), number(0), ...dimensions, ...attributes, ...variable]);
  const data = Buffer.alloc(16);
  data.writeDoubleBE(1, 0);
  data.writeDoubleBE(value, 8);
  return Buffer.concat([header, number(header.length + 4), data]);
}

test('NetCDF: the history does not matter, values do', async () => {
  expect(await compareAs('a.nc', netcdf('monday', 2), netcdf('friday', 2))).toMatchObject({
    level: 'EQUIVALENT',
    format: 'NetCDF',
  });
  expect((await compareAs('a.nc', netcdf('x', 2), netcdf('x', 3))).difference).toEqual({
    place: 'variable v, element 1',
    a: '2',
    b: '3',
  });
});
