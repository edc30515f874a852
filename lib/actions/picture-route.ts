import "server-only";
import { z } from "zod";
import type { UserActor } from "@/lib/domain/access/actor";
import { notFound } from "@/lib/domain/errors";
import { fileRoute } from "./file-route";

/** One version of a stored picture, kept by nobody on the way. proxy.ts gives it a policy under which nothing in it runs. */
export const pictureRoute = (open: (actor: UserActor, id: string) => Promise<Uint8Array<ArrayBuffer>>) =>
  fileRoute<{ id: string }>(async (actor, { id }) => {
    if (!z.uuid().safeParse(id).success) throw notFound("case");
    return {
      name: "image.jpg",
      mediaType: "image/jpeg",
      body: await open(actor, id),
    };
  });
