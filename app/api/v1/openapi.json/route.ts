import { openApi } from "@/lib/actions/api/openapi";
import { version } from "@/lib/queries/health";

export const GET = (): Response => Response.json(openApi(version));
