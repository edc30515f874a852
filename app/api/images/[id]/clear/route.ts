import { pictureRoute } from "@/lib/actions/picture-route";
import { revealImage } from "@/lib/usecases/show-image";

/** The picture itself, for as long as somebody holds it open. Asked for by POST, which nothing prefetches, keeps or repeats by itself. */
export const POST = pictureRoute(revealImage);
