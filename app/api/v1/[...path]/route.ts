import { apiRoute } from "@/lib/actions/api/edge";
import { notFound } from "@/lib/domain/errors";

/** An address of the API that is none is told so in the API's own way, rather than by a page. */
const nowhere = apiRoute(() => {
  throw notFound("route");
});

export { nowhere as DELETE, nowhere as GET, nowhere as OPTIONS, nowhere as PATCH, nowhere as POST, nowhere as PUT };
