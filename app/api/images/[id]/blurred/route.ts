import { pictureRoute } from "@/lib/actions/picture-route";
import { showBlurred } from "@/lib/usecases/show-image";

/** The derivative in which nothing is to be seen. */
export const GET = pictureRoute(showBlurred);
