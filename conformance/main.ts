/** `npm run conformance -- VERB …`: crate-run under the eyes of others. See README.md beside this file. */
const verbs: Readonly<Record<string, () => Promise<(words: readonly string[]) => Promise<boolean>>>> = {
  suite: async () => (await import('./suite/verb.ts')).suite,
  judge: async () => (await import('./judges/verb.ts')).judge,
  bench: async () => (await import('./bench/verb.ts')).bench,
  wrong: async () => (await import('./wrong/verb.ts')).wrong,
};

const [verb = '', ...words] = process.argv.slice(2);
const load = verbs[verb];
if (load) {
  const run = await load();
  process.exitCode = (await run(words)) ? 0 : 1;
} else {
  console.error(`usage: npm run conformance -- ${Object.keys(verbs).join('|')} [options]`);
  process.exitCode = 2;
}
