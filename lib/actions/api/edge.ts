import "server-only";
import type { z } from "zod";
import { networkAddressOf } from "@/lib/auth/network-address";
import { actorOfToken } from "@/lib/auth/token-actor";
import type { UserActor } from "@/lib/domain/access/actor";
import { readBytes } from "../read-bytes";
import { requestIdOf } from "../request-id";
import { apiHeaders } from "./api-headers";
import { HttpProblem, problemResponse } from "./problem";

/** A megabyte of JSON holds a hundred long reports; more is a mistake or an attack. */
export const bodyBytesAtMost = 1_048_576;

export interface ApiRequest {
  actor: UserActor;
  request: Request;
  url: URL;
}
export interface ApiAnswer {
  status?: number;
  /** Sent as JSON; a text that other programs know in its own form is given as `text` instead. */
  body?: unknown;
  text?: string;
  /** A file; its own type is among the headers. */
  bytes?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** A route of the API: names the actor by their token (cookies count for nothing here), runs the work, translates what goes wrong. */
export function apiRoute<Params = unknown>(work: (call: ApiRequest, params: Params) => Promise<ApiAnswer>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const requestId = requestIdOf(request.headers);
    try {
      const actor = await actorOfToken(
        request.headers.get("authorization"),
        requestId,
        networkAddressOf(request.headers),
      );
      if (!actor) throw new HttpProblem(401, "token");
      const {
        status = 200,
        body,
        text,
        bytes: file,
        headers,
      } = await work({ actor, request, url: new URL(request.url) }, await context.params);
      const type = text === undefined ? "application/json" : "text/plain; charset=utf-8";
      const bytes = file ?? Buffer.from(text ?? JSON.stringify(body));
      // With its length known the answer goes out whole rather than in chunks.
      const length = String(bytes.byteLength);
      return new Response(bytes, {
        status,
        headers: { ...apiHeaders(requestId), "Content-Type": type, "Content-Length": length, ...headers },
      });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
}

const apiMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type ApiMethod = (typeof apiMethods)[number];
type Handler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response> | Response;

/**
 * The handlers of one address for every method there is: what it does not take is told so in the API's own way. The framework's own
 * answer would carry none of the headers that every other answer carries.
 */
export function onlyMethods<Params>(
  handlers: Partial<Record<ApiMethod, Handler<Params>>>,
): Record<ApiMethod, Handler<Params>> {
  const allowed = apiMethods.filter((method) => handlers[method] !== undefined).join(", ");
  const refuse = (request: Request): Response => {
    const response = problemResponse(new HttpProblem(405, "method", { allowed }), requestIdOf(request.headers));
    response.headers.set("Allow", allowed);
    return response;
  };
  return Object.fromEntries(apiMethods.map((method) => [method, handlers[method] ?? refuse])) as Record<
    ApiMethod,
    Handler<Params>
  >;
}

/** The body's text, refused before it is read whole where it is too large. */
export async function readBody(request: Request): Promise<string> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new HttpProblem(415, "content_type");
  const bytes = await readBytes(
    request,
    bodyBytesAtMost,
    () => new HttpProblem(413, "body_size", { maximumBytes: bodyBytesAtMost }),
  );
  return new TextDecoder().decode(bytes);
}

/** @throws HttpProblem 400 for what is not JSON; ZodError for what does not fit. */
export function parseBody<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new HttpProblem(400, "not_json");
  }
  return schema.parse(value);
}
