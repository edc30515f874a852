import { luminanceOf, turnedFingerprintOf } from "@/lib/domain/fingerprints/pdq";
import { PictureRefused, readPoints } from "./read-points";
import type { Answer, Question } from "./worker-messages";

/** Runs apart from the page, so that several thousand pictures do not make it stutter. It asks nothing of any server. */
const answer = (message: Answer) => self.postMessage(message);

self.addEventListener("message", (event: MessageEvent<Question>) => {
  const { id, picture, points } = event.data;
  if (picture !== undefined && typeof OffscreenCanvas === "undefined") {
    answer({ id, outcome: "cannot_decode" });
    return;
  }
  void (points ? Promise.resolve(points) : readPoints(picture, offscreenSurface)).then(
    ({ rgba, width, height }) => {
      const found = turnedFingerprintOf(luminanceOf(rgba, width, height));
      answer(found.quality === 0 ? { id, outcome: "refused", reason: "blank" } : { id, outcome: "found", found });
    },
    (error: unknown) =>
      answer({ id, outcome: "refused", reason: error instanceof PictureRefused ? error.reason : "not_readable" }),
  );
});

const offscreenSurface = (width: number, height: number) =>
  new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
