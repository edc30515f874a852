import { auditParsers } from "@/lib/tables/audit-filters";
import { caseQueryParsers } from "@/lib/tables/case-filters";
import { type WebhookEvent, webhookEvents, webhookMessageSchema } from "@/lib/domain/webhook-events";
import { apiCommands } from "./case-commands";
import { noticeViews } from "@/lib/queries/list-notices";
import { importQuerySchema } from "./imports";
import { noticeEventSchema, prepareNoticeSchema } from "./notices";
import { schemaOf, body, problem, refusals, onlyOnce, answer, inQuery, reading, header } from "./openapi-parts";
import { bundleQuerySchema, parseRequestSchema } from "./schemas";
import { statisticsSchema } from "./statistics";
import { reportsSchema } from "./take-reports";

const caseRef = {
  in: "path",
  name: "ref",
  required: true,
  schema: { type: "integer", minimum: 1 },
  description: "The number of the case",
};

/** What a webhook is sent: the same for every event but for what it is about. */
const toldBy = (event: WebhookEvent) => ({
  post: {
    summary: `Sent to webhooks that chose "${event}"`,
    parameters: [
      header("Demasque-Signature", true, "t=<seconds>,v1=<HMAC-SHA-256 over t.body, hexadecimal>"),
      header("Demasque-Delivery", true, "The same at every attempt, and in the body as id"),
      header("Demasque-Event", true, "The event's name"),
    ],
    requestBody: body(webhookMessageSchema),
    responses: { "2XX": { description: "Taken. Anything else is tried again, for a day." } },
    security: [],
  },
});

/** OpenAPI 3.1, from the schemas that the routes themselves parse with. */
export function openApi(version: string): object {
  const commandPaths = Object.entries(apiCommands).map(([name, { schema, needsVersion }]) => [
    `/cases/{ref}/commands/${name}`,
    {
      post: {
        summary: `Command "${name}"`,
        parameters: [
          caseRef,
          header("If-Match", needsVersion, 'The version of the case that you saw, as "7"'),
          header("Idempotency-Key", false, onlyOnce),
        ],
        requestBody: body(schema),
        responses: {
          "200": answer("The case's new state and version"),
          ...refusals,
          "409": problem("Not in this state"),
          "412": problem("The case has changed"),
        },
      },
    },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Démasque", version, license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" } },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    webhooks: Object.fromEntries(webhookEvents.map((event) => [event, toldBy(event)])),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: {
        Problem: {
          type: "object",
          required: ["title", "status", "code", "reason", "requestId"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            code: { type: "string" },
            reason: { type: "string" },
            details: { type: "object" },
            requestId: { type: "string" },
          },
        },
      },
    },
    paths: {
      "/accounts/parse": {
        post: {
          summary: "Read addresses",
          requestBody: body(parseRequestSchema),
          responses: { "200": answer("One result a line"), ...refusals },
        },
      },
      "/reports": {
        post: {
          summary: "Log one report, or up to a hundred",
          parameters: [
            header("Idempotency-Key", false, onlyOnce),
            inQuery("receipt", false, '"true": each answer brings its receipt, signed at once'),
          ],
          requestBody: body(reportsSchema),
          responses: {
            "201": answer("What became of each"),
            ...refusals,
            "409": problem("The same request is still running"),
          },
        },
      },
      "/reports/{id}/receipt": {
        get: {
          summary: "The receipt of your own report: a signed promise at once, with the proof once it is sealed",
          parameters: [
            {
              in: "path",
              name: "id",
              required: true,
              schema: { type: "string", format: "uuid" },
              description: "As POST /reports gave it",
            },
          ],
          responses: { "200": answer("The receipt, as `demasque audit verify` reads it"), ...refusals },
        },
      },
      "/imports": {
        post: {
          summary: "Take a file of reports in: CSV of any dialect, or JSON Lines; the worker imports it",
          parameters: [
            header("Idempotency-Key", false, onlyOnce),
            ...Object.keys(importQuerySchema.shape).map((name) => ({
              in: "query",
              name,
              required: false,
              schema: { type: "string" },
            })),
          ],
          requestBody: { required: true, content: { "text/csv": {}, "application/jsonl": {} } },
          responses: { "202": answer("The import, as it stands"), ...refusals },
        },
      },
      "/imports/{id}": {
        get: {
          summary: "How far your own import is, with its bad rows",
          parameters: [
            {
              in: "path",
              name: "id",
              required: true,
              schema: { type: "string", format: "uuid" },
              description: "As POST /imports gave it",
            },
            inQuery("after", false, "Bad rows after this line"),
          ],
          responses: { "200": answer("Counts, state and a page of bad rows"), ...refusals },
        },
      },
      "/cases": {
        get: {
          summary: "The queue",
          parameters: [...Object.keys(caseQueryParsers), "limit"].map((name) => ({
            in: "query",
            name,
            required: false,
            schema: { type: "string" },
          })),
          responses: { "200": answer("A page, and the cursor of the next"), ...refusals },
        },
      },
      "/cases/{ref}": reading("One case", "The case, its version as ETag", [caseRef]),
      "/cases/{ref}/manifest": reading(
        "What is sealed about a case, with its proofs, to be handed on",
        "The manifest, as `demasque audit verify` reads it",
        [caseRef],
      ),
      "/cases/{ref}/bundle": {
        get: {
          summary: "A case as it is handed over: summary, what the log proves, where its links led",
          parameters: [
            caseRef,
            ...Object.entries(bundleQuerySchema.shape).map(([name, schema]) => ({
              in: "query",
              name,
              required: name === "audience",
              schema: schemaOf(schema),
              description: name === "audience" ? "Who is to read it: decides what is in it" : "Of the summary",
            })),
          ],
          responses: {
            "200": { description: "The archive", content: { "application/zip": {} } },
            ...refusals,
          },
        },
      },
      "/notices": {
        get: {
          summary: "The ledger of notices, newest first",
          parameters: [
            inQuery("view", false, noticeViews.join(", ")),
            inQuery("cursor", false, "As the page before gave it"),
          ],
          responses: { "200": answer("A page, and the cursor of the next"), ...refusals },
        },
        post: {
          summary:
            "Prepare a draft about confirmed cases of one platform, for a desk of its own or for who keeps running what they led to; a human sends it from the screen",
          parameters: [header("Idempotency-Key", false, onlyOnce)],
          requestBody: body(prepareNoticeSchema),
          responses: { "201": answer("The draft's number and version"), ...refusals },
        },
      },
      "/notices/{number}/events": {
        post: {
          summary: "What became of a notice that was sent: received, answered, verified gone",
          parameters: [
            {
              in: "path",
              name: "number",
              required: true,
              schema: { type: "integer", minimum: 1 },
              description: "Number of the notice",
            },
            header("Idempotency-Key", false, onlyOnce),
          ],
          requestBody: body(noticeEventSchema),
          responses: { "200": answer("The notice's new version"), ...refusals, "409": problem("Not sent, or changed") },
        },
      },
      "/me/accuracy": reading(
        "What became of your own work within 30, 90 and 365 days",
        "Figures by kind of work, track and platform",
      ),
      "/statistics": reading(
        "What became of notices, per platform and track, and how long each step took",
        "Lines, their sum, and the desk's own accuracy",
        Object.keys(statisticsSchema.shape).map((name) => inQuery(name, false, "As on the screen")),
      ),
      "/audit/checkpoint": {
        get: {
          summary: "The newest signed head of the trail's log, with its witnesses' signatures",
          responses: {
            "200": {
              description: "A signed note (C2SP tlog-checkpoint)",
              content: { "text/plain": { schema: { type: "string" } } },
            },
            ...refusals,
          },
        },
      },
      "/audit/entries": {
        get: {
          summary: "The trail, latest first",
          parameters: Object.keys(auditParsers).map((name) => inQuery(name, false, "As on the screen")),
          responses: { "200": answer("A page, and the id before which the next begins"), ...refusals },
        },
      },
      "/audit/entries/{index}/proof": {
        get: {
          summary: "That a leaf is at this index of the newest signed tree",
          parameters: [
            {
              in: "path",
              name: "index",
              required: true,
              schema: { type: "integer", minimum: 0 },
              description: "Index of the leaf",
            },
          ],
          responses: { "200": answer("The leaf's hash, the proof's hashes, the checkpoint"), ...refusals },
        },
      },
      "/audit/consistency": {
        get: {
          summary: "That the log of one size begins with the log of a smaller one",
          parameters: [inQuery("from", true, "The smaller size"), inQuery("to", true, "The greater size")],
          responses: {
            "200": answer(
              "The proof's hashes; with both checkpoints, as a file of evidence, where heads of both sizes were signed",
            ),
            ...refusals,
          },
        },
      },
      ...(Object.fromEntries(commandPaths) as Record<string, object>),
    },
  };
}
