/** How a test of a suite ended; `unsupported` means that the runner refused it with exit code 33. */
export type Outcome = 'passed' | 'failed' | 'unsupported';

/** One test of a suite as it ended. */
export interface SuiteTest {
  readonly id: string;
  readonly tags: readonly string[];
  readonly outcome: Outcome;
}

/** Reads the JUnit report of cwltest: `file` is the test's id, `class` its tags. Throws when it holds no test. */
export function readJunit(xml: string): readonly SuiteTest[] {
  const tests = [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(([, attributes = '', body = '']) => ({
    id: attribute(attributes, 'file'),
    tags: attribute(attributes, 'class').split(', '),
    outcome: outcomeOf(body),
  }));
  if (tests.length === 0) throw new Error('cwltest reported no test');
  return tests;
}

function outcomeOf(body: string): Outcome {
  if (body.includes('<skipped')) return 'unsupported';
  return body.includes('<failure') || body.includes('<error') ? 'failed' : 'passed';
}

function attribute(text: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1] ?? '';
}
