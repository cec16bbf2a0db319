import { messageOf } from '../src/base/error.ts';

/** `npm run conformance -- VERB …`: crate-run under the eyes of others. See README.md beside this file. */
const verbs: Readonly<Record<string, () => Promise<(words: readonly string[]) => Promise<boolean>>>> = {
  suite: async () => (await import('./suite/verb.ts')).suite,
  judge: async () => (await import('./judges/verb.ts')).judge,
  'validate-crates': async () => (await import('./profiles/verb.ts')).validateCrates,
  seal: async () => (await import('./seal/verb.ts')).seal,
  mutations: async () => (await import('./profiles/mutations.ts')).mutations,
  bench: async () => (await import('./bench/verb.ts')).bench,
  wrong: async () => (await import('./wrong/verb.ts')).wrong,
  bed: async () => (await import('./bed/verb.ts')).bed,
  containers: async () => (await import('./containers/verb.ts')).containers,
  preview: async () => (await import('./preview/verb.ts')).preview,
  prov: async () => (await import('./prov/verb.ts')).prov,
  faithful: async () => (await import('./faithful/verb.ts')).faithful,
  hybrid: async () => (await import('./hybrid/verb.ts')).hybrid,
  hostile: async () => (await import('./hostile/verb.ts')).hostile,
  'hostile-crates': async () => (await import('./hostile-crates/verb.ts')).hostileCrates,
  published: async () => (await import('./published/verb.ts')).published,
};

const [verb = '', ...words] = process.argv.slice(2);
const load = verbs[verb];
if (load) {
  const run = await load();
  try {
    process.exitCode = (await run(words)) ? 0 : 1;
  } catch (thrown) {
    console.error(messageOf(thrown));
    process.exitCode = 1;
  }
} else {
  console.error(`usage: npm run conformance -- ${Object.keys(verbs).join('|')} [options]`);
  process.exitCode = 2;
}
