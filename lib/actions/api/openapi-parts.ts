import { z } from "zod";

export const schemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
const json = (schema: object) => ({ "application/json": { schema } });
export const body = (schema: z.ZodType) => ({ required: true, content: json(schemaOf(schema)) });
export const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});
export const refusals = {
  "401": problem("No valid token"),
  "403": problem("The token's scope or its owner's roles do not reach this"),
  "404": problem("Not there, or not for this actor"),
  "405": problem("Another method is meant; Allow names it"),
  "422": problem("The input does not fit"),
  "429": problem("Too much at once"),
};
export const onlyOnce = "The same key and request give the same answer for two days";
export const answer = (description: string) => ({ description, content: json({ type: "object" }) });
export const inQuery = (name: string, isRequired: boolean, description: string) => ({
  in: "query",
  name,
  required: isRequired,
  schema: { type: "string" },
  description,
});

/** An address that is only read. */
export const reading = (summary: string, description: string, parameters: object[] = []) => ({
  get: { summary, parameters, responses: { "200": answer(description), ...refusals } },
});
export const header = (name: string, isRequired: boolean, description: string) => ({
  in: "header",
  name,
  required: isRequired,
  schema: { type: "string" },
  description,
});
