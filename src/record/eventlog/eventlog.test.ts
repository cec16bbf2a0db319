import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../event/event.ts';
import { readLog } from './read.ts';
import { openLog } from './write.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  path = join(folder, 'events.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => new Date('2026-01-02T10:00:00.5Z');
const token = (value: unknown): Fact => ({ type: 'token.produced', token: '#a@0', port: '#a', tag: '0', value, from: [] });

describe('the event log', () => {
  test('numbers events without gaps and stamps them', () => {
    const log = openLog(path, now);
    log.append([token(1), token(2)]);
    const [third] = log.append([token(3)]);
    log.close();
    expect(third).toMatchObject({ v: 1, seq: 3, at: '2026-01-02T10:00:00.500+00:00' });
    expect(readLog(path).map((event) => event.seq)).toEqual([1, 2, 3]);
  });

  test('gives back what was appended, every digit and every character of it', () => {
    const values = [9007199254740993n, 0.1, 1e21, 'line\nbreak \u2028 "quoted"', { deep: [null, { a: -1 }] }];
    const log = openLog(path, now);
    const written = log.append(values.map(token));
    log.close();
    expect(readLog(path).map((event) => 'value' in event && event.value)).toEqual([
      ...values.slice(0, 2),
      10n ** 21n,
      ...values.slice(3),
    ]);
    expect(written).toHaveLength(values.length);
  });

  test('can be read while it is being written', () => {
    const log = openLog(path, now);
    log.append([token('there')]);
    expect(readLog(path)).toHaveLength(1);
    log.close();
  });

  test('drops a torn last line', () => {
    const log = openLog(path, now);
    log.append([token(1), token(2)]);
    log.close();
    appendFileSync(path, '{"v":1,"seq":3,"at":"2026');
    expect(readLog(path)).toHaveLength(2);
  });

  test.each([
    ['is not JSON', (lines: string[]) => lines.with(1, lines[1]!.slice(5))],
    ['has the number 3', (lines: string[]) => lines.toSpliced(1, 1)],
    ['is no event of version 1', (lines: string[]) => lines.with(1, 'null')],
  ])('names the line that %s', (what, damage) => {
    const log = openLog(path, now);
    log.append([token(1), token(2), token(3)]);
    log.close();
    writeFileSync(path, damage(readFileSync(path, 'utf8').split('\n')).join('\n'));
    expect(() => readLog(path)).toThrow(
      expect.objectContaining({ code: 'LOG_READ', message: expect.stringContaining(`line 2 ${what}`) as string }),
    );
  });

  test('does not write over the log of another run', () => {
    openLog(path, now).close();
    expect(() => openLog(path, now)).toThrow(expect.objectContaining({ code: 'LOG_WRITE' }));
    expect(existsSync(path)).toBe(true);
  });

  test('says when it cannot be written', () => {
    const log = openLog(path, now);
    log.append([token(1)]);
    log.close();
    expect(() => log.append([token(2)])).toThrow(expect.objectContaining({ code: 'LOG_WRITE' }));
    expect(readLog(path)).toHaveLength(1);
  });
});
