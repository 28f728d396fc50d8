import tseslint from 'typescript-eslint';

// Numbers are written in one place, as the server writes them.
const numbers = [
  {
    selector: "CallExpression[callee.property.name='toLocaleString'][callee.object.type!='NewExpression'][arguments.0.value='en-US']",
    message: 'Numbers are written by numbers.ts.',
  },
  { selector: "Identifier[name='NumberFormat'], Identifier[name='PluralRules'], Identifier[name='toPrecision']", message: 'Numbers are written by numbers.ts.' },
  { selector: 'Literal[value=/\\b[KMGT]iB\\b|\\{\\d\\} bytes\\b/]', message: 'Sizes are written by numbers.ts.' },
  { selector: 'TemplateElement[value.raw=/\\b[KMGT]iB\\b|^ bytes\\b/]', message: 'Sizes are written by numbers.ts.' },
  { selector: "ConditionalExpression[consequent.value=''][alternate.value='s'], ConditionalExpression[consequent.value='s'][alternate.value='']", message: 'Whole words are translated, not their endings.' },
];

// The server writes every sentence that tells of a dump. Here a label may stand
// beside a value, and no more; only of the server's own process are there
// sentences with something in them.
const sentences = [
  { selector: "CallExpression[callee.name='t'][arguments.length>1]", message: 'The server writes what is said of a dump: put a label beside its text.' },
  { selector: "CallExpression[callee.property.name='t'][arguments.length>1]", message: 'The server writes what is said of a dump: put a label beside its text.' },
  { selector: "CallExpression[callee.name='t'] > Literal[value=/\\{\\d\\}/]", message: 'The server writes what is said of a dump: put a label beside its text.' },
  {
    selector: ':not(CallExpression[callee.property.name=/^(log|debug|info|warn|error)$/]) > TemplateLiteral[expressions.length>0] > TemplateElement[value.raw=/[a-z]\\.? [a-z]+ | [a-z]{2,} $|^ ?(of|at|line|by|with|are|is) /]',
    message: 'The server writes what is said of a dump: put a label beside its text.',
  },
];
const ofTheProcess = ['src/ctx.ts', 'src/main.ts', 'src/restartPolicy.ts', 'src/server.ts', 'src/help.ts', 'src/progress.ts'];

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
  { files: ['src/**/*.ts'], ignores: ['src/numbers.ts'], rules: { 'no-restricted-syntax': ['error', ...numbers, ...sentences] } },
  { files: ofTheProcess, rules: { 'no-restricted-syntax': ['error', ...numbers] } },
);
