import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'node_modules/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are clear without String(); objects, null and undefined stay forbidden.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: ['bigint', 'RegExp'] },
      ],
      // `() => list.push(item)` and `return report(fault)` say all there is to say.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // An index that was just checked may be asserted: noUncheckedIndexedAccess makes every other access safe.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Functions in plain objects use no `this`, so they may be passed on.
      '@typescript-eslint/unbound-method': 'off',
      // Names kept only to leave a field or an argument out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // `return fault(…)` reports and gives nothing in one go: readers return undefined, which is a value, not void.
    files: ['src/language/document/**'],
    rules: { '@typescript-eslint/no-confusing-void-expression': 'off' },
  },
  {
    // What talks to a person on the terminal.
    files: ['src/cli/**', 'conformance/**'],
    rules: { 'no-console': 'off' },
  },
);
