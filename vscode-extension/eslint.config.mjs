import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['out/', '.cache/', 'server/', 'test-results/', 'node_modules/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      curly: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // describe() and it() of node:test return promises that the runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['it', 'test', 'describe', 'before', 'after'], package: 'node:test' }] },
      ],
    },
  },
);
