import { onlyMethods } from "@/lib/actions/api/edge";
import { apiHeaders } from "@/lib/actions/api/api-headers";
import { openApi } from "@/lib/actions/api/openapi";
import { requestIdOf } from "@/lib/actions/request-id";
import { version } from "@/lib/queries/health";

const answer = (request: Request): Response =>
  Response.json(openApi(version), { headers: apiHeaders(requestIdOf(request.headers)) });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
