import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The size budget; data files (json, tsv) are not looked at. */
const LINE = { code: 150, ignoreUrls: true, ignoreRegExpLiterals: true };
const SIZE = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 60 }],
  complexity: ['error', 10],
  'max-len': ['error', LINE],
};

/** What the core linter finds in any kind of script. */
const CORE = {
  ...SIZE,
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-control-regex': 'error',
  'no-debugger': 'error',
  'no-else-return': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unused-expressions': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only src/config.ts reads the environment: take the setting as a parameter.',
};
const NOW = {
  selector: ':matches(NewExpression[callee.name="Date"][arguments.length=0], MemberExpression[object.name="Date"][property.name="now"])',
  message: 'Take the time from the clock or as a parameter.',
};
const MOCKED_MODULE = {
  selector: 'CallExpression[callee.object.name="jest"][callee.property.name=/[mM]ock$/]',
  message: 'Inject what the test replaces.',
};
const ONLY_ONE = {
  selector: 'MemberExpression[object.name=/^(describe|test|it)$/][property.name="only"]',
  message: 'The other tests would not run.',
};

/** Where the strict preset and the house differ. */
const RATHER = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // `_` names what is left out on purpose.
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // Callbacks hand on whatever they were given as an error.
  '@typescript-eslint/prefer-promise-reject-errors': 'off',
  // Functions may throw away what a one-line body gives back.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  // Adapters keep a port's promise without always having to wait.
  '@typescript-eslint/require-await': 'off',
  // Rows and parsed JSON know less than their types say.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  // Objects here are closures: their methods do not use `this`.
  '@typescript-eslint/unbound-method': 'off',
  // `[...text]` walks code points, which is meant.
  '@typescript-eslint/no-misused-spread': 'off',
  // A quantity is a branded bigint.
  '@typescript-eslint/no-unsafe-unary-minus': 'off',
  // A generic parameter lets a literal carry more than the rule's bound names.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  // EntitySchema takes its options as a literal.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
};

export default defineConfig(
  globalIgnores(['assets/js/vendor', 'node_modules/', 'var/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{mjs,cjs,js}'], rules: CORE },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...CORE, ...RATHER, 'no-restricted-syntax': ['error', ENVIRONMENT] },
  },
  { files: ['src/{features,mail,search,templates,text}/**'], rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, NOW] } },
  // A migration is one list of SQL statements.
  // The system on one page is one function, on purpose.
  { files: ['src/compose.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // The callback of a `describe` holds all its tests.
      'max-lines-per-function': 'off',
      // Some texts are attacks.
      'no-template-curly-in-string': 'off',
      // Jest's matchers (`expect.any`) and settled results are `any` by their types.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-syntax': ['error', ENVIRONMENT, MOCKED_MODULE, ONLY_ONE],
    },
  },
  { files: ['src/config.ts', 'scripts/**', 'test/support/**'], rules: { 'no-restricted-syntax': 'off' } },
  // A script or a test asks step by step what a page or a mail said, and quotes what was typed.
  {
    files: ['scripts/**', 'test/**'],
    rules: { complexity: ['error', 20], 'max-len': ['error', { ...LINE, ignoreStrings: true, ignoreTemplateLiterals: true }] },
  },
  {
    files: ['src/{cli,server,worker}.ts', 'src/{cli,runtime}/**', 'bin/**', 'scripts/**', 'test/support/**'],
    rules: { 'no-console': 'off' },
  },
);
