/** The import rules of the house (ARCHITECTURE.md), made executable: `npx depcruise src`. */

/** A rule that lets `folder` import from itself, from the `allowed` folders of src and from packages, and from nothing else of src. */
function only(folder, allowed, comment) {
  return {
    name: `${folder.replaceAll('/', '-')}-imports`,
    comment,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
    to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
  };
}

/** Folders whose functions depend on nothing but their arguments. */
const pure = [
  'language/model',
  'workflow',
  'tool',
  'record/prov',
  'record/crate',
  'record/report',
  'record/preview',
  'picture',
  'topology',
].map((folder) => `^src/${folder}/`);

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'A circle cannot be read, tested or moved in parts.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('base', [], 'A leaf that everything may use may use nothing.'),
    only('event', ['base', 'job'], 'The contract between floors is plain data.'),
    only('job', ['base'], 'The contract between floors is plain data.'),
    only('language', ['base', 'event', 'job'], 'What a document says does not depend on where or how it runs.'),
    only('workflow', ['base', 'event', 'job', 'language'], 'Deciding what is next knows no command line and no place.'),
    only('tool', ['base', 'event', 'job', 'language'], 'A job is spelled out the same wherever it will run.'),
    only('picture', ['base', 'language/model', 'workflow/plan'], 'A picture is a function of the plan.'),
    only('topology', ['base', 'language/document/text'], 'Where steps may go is data: connectors read it, nothing of it runs.'),
    only('execution', ['base', 'event', 'job'], 'Connectors know no CWL: they run a command, move bytes, report facts.'),
    only(
      'record',
      ['base', 'event', 'job', 'language/model', 'workflow/plan', 'picture'],
      'Projections are functions of the plan and the events.',
    ),
    only(
      'audit',
      ['base', 'record/context', 'language/document/text', 'language/model'],
      'A crate is judged by what is in it, whoever made it.',
    ),
    only('cli', ['base', 'event', 'language/model', 'app'], 'The command line parses and prints; app does the work.'),
    {
      name: 'app-is-for-cli',
      comment: 'Wiring is on top: nothing below may know that it is wired.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli)/' },
      to: { path: '^src/(app|cli)/' },
    },
    {
      name: 'app-below-cli',
      comment: 'app must work for any other front as well.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'pure-no-effects',
      comment: 'The core is pure: effects live in execution, record/eventlog and app, so the rest can be replayed and tested.',
      severity: 'error',
      from: { path: pure, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path(/posix)?|url|crypto|util|buffer|string_decoder)$' },
    },
    {
      name: 'pure-no-clock',
      comment: 'The same input gives the same bytes, so the core reads no clock.',
      severity: 'error',
      from: { path: pure },
      to: { path: '^src/base/clock\\.ts$' },
    },
    {
      name: 'one-door',
      comment: 'Each package is imported in one file only, so that it can be replaced, and loaded when first needed.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      module: { path: 'node_modules', numberOfDependentsMoreThan: 1 },
    },
    {
      name: 'no-undeclared-package',
      comment: 'What runs must be installed with the product: no package that only development or another package brings.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-test-imports',
      comment: 'The product does not depend on its tests.',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere fails when it is too late.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
