import path from "node:path";
import tseslint from "typescript-eslint";

const root = path.resolve(import.meta.dirname, "..");

/** Names of files say what is in them. */
const fileNames = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      shape: "{{name}}: file names are kebab-case.",
      vague: "{{name}}: say what is in it; this word says nothing.",
      barrel: "{{name}}: no file that only gathers others; import what you need from where it is.",
    },
  },
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename);
      const [stem] = name.split(".");
      if (/^index\.[cm]?[jt]sx?$/.test(name)) context.report({ node, messageId: "barrel", data: { name } });
      else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem ?? ""))
        context.report({ node, messageId: "shape", data: { name } });
      else if (/(^|-)(utils?|helpers?|common|managers?|services?|misc)$/.test(stem ?? ""))
        context.report({ node, messageId: "vague", data: { name } });
    },
  }),
};

const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], MemberExpression[object.name='process'][property.value='env']",
  message: "The environment is parsed once, in lib/env.ts; take it from there.",
};
const defaultExport = {
  selector: "ExportDefaultDeclaration",
  message:
    "Exports have names, so that one search finds every use. Only what a framework loads by itself has a default export.",
};
const clockAndChance = [
  ...[
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    "CallExpression[callee.name='Date']",
  ],
  ...[
    "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    "CallExpression[callee.object.name='crypto']",
  ],
].map((selector) => ({
  selector,
  message: "The domain has no clock and no chance: pass the time or the id as an argument.",
}));

/** Files that Next, Vitest or Playwright load by name. */
const loadedByName = [
  ...[
    "app/**/{page,layout,template,loading,error,not-found,global-error,default,route,manifest,robots,sitemap,opengraph-image,icon}.{ts,tsx}",
    "proxy.ts",
    "lib/i18n/request.ts",
  ],
  ...["lib/testing/postgres-global-setup.ts", "e2e/global-*.ts", ".config/**/*.ts"],
];

export default tseslint.config(
  {
    ignores: [
      "node_modules/**",
      ".next/**",
      ".data/**",
      ".cache/**",
      "lib/db/generated/**",
      "next-env.d.ts",
      "test-results/**",
      "playwright-report/**",
    ],
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
    plugins: { demasque: { rules: { "file-names": fileNames } } },
    rules: { "demasque/file-names": "error" },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      // Counts and ids in texts are plain.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Code points are what the desk counts and cuts by.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "String" }, "string"] }],
      // React's handlers and Next's actions take async functions.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // Server actions and route handlers must be async whether or not they wait.
      "@typescript-eslint/require-await": "off",
      // `() => void doIt()` and `.then(() => close())` read well.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // `process.env["X"]` and message keys: the compiler asks for brackets where a key is not declared.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "all" },
      ],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-expect-error": true, "ts-ignore": true, "ts-nocheck": true, "ts-check": false },
      ],
      "no-restricted-syntax": ["error", environment, defaultExport],
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
    },
  },
  // A suite of guarantees about one thing reads better in one file, and is read by its titles.
  {
    files: ["**/*.test.ts", "e2e/**/*.ts"],
    rules: { "max-lines": ["error", { max: 500, skipBlankLines: false, skipComments: false }] },
  },
  { files: loadedByName, rules: { "no-restricted-syntax": ["error", environment] } },
  { files: ["lib/env.ts"], rules: { "no-restricted-syntax": ["error", defaultExport] } },
  { files: [".config/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["lib/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", environment, defaultExport, ...clockAndChance] },
  },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "e2e/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    rules: { "max-lines": ["error", 300], eqeqeq: ["error", "always", { null: "ignore" }] },
  },
);
