import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/schema.d.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // What the oldest browsers we keep (vite.config.ts) do not have; nothing fills it in.
      'no-restricted-syntax': ['error', ...[
        'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'hasOwn',
        'structuredClone', 'withResolvers',
      ].map((name) => ({
        selector: `CallExpression[callee.property.name='${name}'], CallExpression[callee.name='${name}']`,
        message: `Chrome 87 has no ${name}.`,
      })), {
        selector: "CallExpression[callee.property.name='at'][arguments.length=1]",
        message: 'Chrome 87 has no at().',
      }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
      'vue/define-macros-order': 'error',
      'vue/no-v-html': 'error',
      // A field is labelled by our Field component around it.
      'vuejs-accessibility/label-has-for': 'off',
      'vuejs-accessibility/form-control-has-label': [
        'error',
        { labelComponents: ['Field'] },
      ],
      // Shape is a matter of taste; the longest line is not.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/require-default-prop': 'off', // the type says what is optional
      'vue/html-indent': ['error', 2],
      'max-lines': ['error', { max: 400 }],
      'vue/max-len': ['error', { code: 100, ignoreUrls: true, ignoreStrings: true,
        ignoreTemplateLiterals: true, ignoreHTMLAttributeValues: true,
        ignoreHTMLTextContents: true }],
    },
  },
  { files: ['src/words/*.ts', 'src/**/words.*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['**/*.spec.ts'], rules: { 'no-restricted-syntax': 'off' } }, // they run on Node
  {
    // The input keeps the focus and has the keys (WAI-ARIA combobox); a Field labels it.
    files: ['src/ui/Combo.vue', 'src/ui/Palette.vue'],
    rules: {
      'vuejs-accessibility/click-events-have-key-events': 'off',
      'vuejs-accessibility/interactive-supports-focus': 'off',
      'vuejs-accessibility/form-control-has-label': 'off',
    },
  },
  { // Its focus roves: one node at a time has tabindex 0.
    files: ['src/ui/AreaTree.vue'],
    rules: { 'vuejs-accessibility/interactive-supports-focus': 'off' },
  },
  // Dropping a file has its twin, pressing; of one's own words, just said, there are no captions.
  {
    files: ['src/ui/Upload.vue'],
    rules: { 'vuejs-accessibility/no-static-element-interactions': 'off' },
  },
  {
    files: ['src/ui/VoiceNote.vue', 'src/features/waiting/NeedTalk.vue'],
    rules: { 'vuejs-accessibility/media-has-caption': 'off' },
  },
)
