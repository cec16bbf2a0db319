import { expect, test } from 'vitest';
import { readJunit } from './junit.ts';

test('tells passed, failed and unsupported tests apart and keeps their tags', () => {
  const xml = `<testsuites><testsuite>
    <testcase name="a > b" time="1" class="required, workflow" file="one"><system-out>{&quot;a&quot;: 1}</system-out></testcase>
    <testcase name="B" class="docker" file="two"><skipped type="skipped" message="Unsupported"/></testcase>
    <testcase name="C" class="scatter" file="three"><failure type="failure">x</failure></testcase>
    <testcase name="D" class="scatter" file="four"/>
  </testsuite></testsuites>`.replace('a > b', 'a &gt; b');
  expect(readJunit(xml)).toEqual([
    { id: 'one', tags: ['required', 'workflow'], outcome: 'passed' },
    { id: 'two', tags: ['docker'], outcome: 'unsupported' },
    { id: 'three', tags: ['scatter'], outcome: 'failed' },
    { id: 'four', tags: ['scatter'], outcome: 'passed' },
  ]);
});

test('a report without tests is a fault, not a success', () => {
  expect(() => readJunit('<testsuites/>')).toThrow('no test');
});
