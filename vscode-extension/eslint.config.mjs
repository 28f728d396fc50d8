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
  {
    // Numbers are written in one place, as the server writes them.
    files: ['src/**/*.ts'],
    ignores: ['src/numbers.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='toLocaleString'][callee.object.type!='NewExpression'][arguments.0.value='en-US']",
          message: 'Numbers are written by numbers.ts.',
        },
        { selector: "Identifier[name='NumberFormat'], Identifier[name='PluralRules'], Identifier[name='toPrecision']", message: 'Numbers are written by numbers.ts.' },
        { selector: 'Literal[value=/\\b[KMGT]iB\\b|\\{\\d\\} bytes\\b/]', message: 'Sizes are written by numbers.ts.' },
        { selector: 'TemplateElement[value.raw=/\\b[KMGT]iB\\b|^ bytes\\b/]', message: 'Sizes are written by numbers.ts.' },
        { selector: "ConditionalExpression[consequent.value=''][alternate.value='s'], ConditionalExpression[consequent.value='s'][alternate.value='']", message: 'Whole words are translated, not their endings.' },
      ],
    },
  },
);
