import { forgetToldToken, readToldToken } from "@/lib/auth/told-cookie";
import { routes } from "@/lib/routes";
import { leaveToldPage } from "@/lib/usecases/enter-told-page";

/** "Leave quickly": the visit is over on the server, whether anybody waits for this answer or not. */
export async function POST(): Promise<Response> {
  const token = await readToldToken();
  if (token !== null) await leaveToldPage(token);
  await forgetToldToken();
  return new Response(null, { status: 303, headers: { location: routes.told(), "cache-control": "no-store" } });
}
