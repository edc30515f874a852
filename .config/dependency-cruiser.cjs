/** Who may import whom. Each rule has its sentence, which is what a violation prints. */

const fs = require("node:fs");
const path = require("node:path");

/** Folders of the rules' side, as alternatives of one expression. */
const layers = (...names) => `^lib/(${names.join("|")})/`;
/** Plain modules that every layer may use: no state, no I/O of the product. */
const everywhere = ["^lib/(env|logger|routes)\\.ts$"];

/**
 * A layer and what it may import of this project, besides itself.
 *
 * @param {string} name
 * @param {string} from
 * @param {string[]} allowed
 * @param {string} comment
 */
const mayImportOnly = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: ["\\.test\\.tsx?$"] },
  to: { path: "^(app|lib|e2e|prisma)/|^proxy\\.ts$", pathNot: [from, ...allowed, "^lib/domain/errors\\.ts$"] },
});

/** Every `_components` there is: the names of screens hold brackets, which one expression for all would misread. */
const privateFolders = () =>
  fs
    .readdirSync("app", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === "_components")
    .map((entry) =>
      path
        .join(entry.parentPath ?? entry.path, entry.name)
        .split(path.sep)
        .join("/"),
    );

/** @param {string} text */
const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A screen's own files; below a folder that is no screen itself, such as a group, whatever it holds. */
const ownersOf = (folder) =>
  `^${literally(folder)}/${fs.existsSync(path.join(folder, "page.tsx")) ? "([^/]+$|_components/)" : ""}`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one module, or a third one is missing between them.",
      severity: "error",
      from: { pathNot: "^lib/db/generated/" },
      to: { circular: true },
    },
    {
      name: "domain-is-pure",
      comment:
        "The domain depends on nothing but zod, the arithmetic of proofs and check sums, and lists of what exists (suffixes, phone plans): no I/O, no clock, no framework.",
      severity: "error",
      from: { path: layers("domain"), pathNot: ["\\.test\\.ts$"] },
      to: { pathNot: ["^lib/domain/", "^node_modules/(zod|@noble|@scure|tldts|tldts-core|libphonenumber-js)/"] },
    },
    mayImportOnly(
      "app-is-thin",
      "^app/",
      [layers("usecases", "queries", "actions", "tables", "ui", "i18n", "domain", "auth"), ...everywhere],
      "A screen shows a read model and calls a use case; it knows nothing of how things are kept.",
    ),
    {
      name: "app-never-touches-db",
      comment:
        "Screens and routes read through queries and write through use cases, where the permission and the trail are.",
      severity: "error",
      from: { path: "^(app/|proxy\\.ts$)" },
      to: { path: ["^lib/db/", "^node_modules/(@prisma|pg)/"] },
    },
    mayImportOnly(
      "usecases-tell-the-story",
      layers("usecases"),
      [layers("domain", "db", "adapters", "jobs", "documents"), ...everywhere],
      "A use case decides by the domain, writes through the database's layer and the adapters, and knows no screen.",
    ),
    mayImportOnly(
      "queries-only-read",
      layers("queries"),
      [layers("domain", "db", "tables", "documents"), ...everywhere, "^prisma/migration-files\\.ts$"],
      "A read model asks the database; it never runs a use case and never calls the outside world.",
    ),
    mayImportOnly(
      "db-keeps",
      layers("db"),
      [layers("domain", "documents"), ...everywhere],
      "How things are kept knows the rules, not what happens.",
    ),
    mayImportOnly(
      "documents-are-made-of-the-domain",
      layers("documents"),
      [layers("domain")],
      "A document is made of what it is given: the same input, the same bytes, and no look at the database.",
    ),
    mayImportOnly(
      "tables-are-data",
      layers("tables"),
      [layers("domain")],
      "Tables of columns, filters and views are shared by server and browser: data and pure rules only.",
    ),
    mayImportOnly(
      "ui-is-only-ui",
      layers("ui"),
      [layers("i18n", "domain"), "^lib/routes\\.ts$"],
      "Shared components know words, types of the domain and addresses of screens, never data.",
    ),
    mayImportOnly(
      "i18n-is-only-words",
      layers("i18n"),
      [layers("domain"), "^lib/env\\.ts$"],
      "Messages and formats depend on nothing that they could be wrong about.",
    ),
    mayImportOnly(
      "adapters-face-outwards",
      layers("adapters"),
      [layers("domain"), ...everywhere],
      "An adapter talks to the outside world and leaves the decisions to whoever calls it.",
    ),
    mayImportOnly(
      "jobs-run-use-cases",
      layers("jobs"),
      [layers("usecases", "queries", "domain", "db", "adapters"), ...everywhere],
      "A job is a use case that somebody else starts.",
    ),
    mayImportOnly(
      "actions-are-edges",
      layers("actions"),
      [layers("usecases", "queries", "auth", "domain", "i18n", "tables"), ...everywhere],
      "An action parses, names the actor, calls one use case, and translates what it answers.",
    ),
    mayImportOnly(
      "auth-names-the-actor",
      layers("auth"),
      [layers("usecases", "queries", "domain", "i18n"), ...everywhere],
      "Signing in is a use case like any other; this layer says who is asking.",
    ),
    mayImportOnly(
      "cli-is-an-edge",
      layers("cli"),
      [
        layers("usecases", "queries", "domain", "adapters", "db", "jobs", "tables", "i18n", "documents"),
        ...everywhere,
        "^prisma/",
      ],
      "The command line calls the same use cases as the screens, never a second way.",
    ),
    mayImportOnly(
      "migrations-stand-alone",
      "^prisma/",
      [],
      "The runner of migrations works on a database of any age and needs no model.",
    ),
    ...privateFolders().map((folder) => ({
      name: "screens-do-not-share",
      comment: "What two screens need belongs to lib/ui; one screen never reaches into another's _components.",
      severity: "error",
      from: { path: "^app/", pathNot: ownersOf(path.posix.dirname(folder)) },
      to: { path: `^${literally(folder)}/` },
    })),
    {
      name: "tests-stay-tests",
      comment: "Nothing of the product depends on what only tests need.",
      severity: "error",
      from: { path: "^(app|lib|prisma)/", pathNot: ["\\.test\\.tsx?$", "^lib/testing/"] },
      to: { path: ["^lib/testing/", "\\.test\\.tsx?$", "^e2e/"] },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere would hide everything behind it from these rules.",
      severity: "error",
      from: { pathNot: "^lib/db/generated/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-dependency",
      comment: "The image carries no development packages: the product may not need one.",
      severity: "error",
      from: {
        path: "^(app|lib|prisma|proxy\\.ts)",
        pathNot: ["\\.test\\.tsx?$", "^lib/testing/", "^lib/cli/(pictures|docs|write-docs)"],
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: ["^node_modules/", "^lib/db/generated/"] },
    exclude: { path: ["\\.css$", "^\\.next/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
