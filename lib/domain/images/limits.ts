import { invalidInput } from "../errors";

/** What is taken of a picture that somebody hands in, and what reading it may cost. */

const megabyte = 1_048_576;

export const pictureLimits = {
  /** Of the file as it comes. */
  bytesAtMost: 20 * megabyte,
  pixelsAtMost: 50_000_000,
  /** Only the first is kept; a film is no picture. */
  framesAtMost: 200,
  /** Memory of the process that reads it, all in all, and how long it may take. */
  residentBytesAtMost: 512 * megabyte,
  secondsAtMost: 10,
  /** Requests that may wait for that process, on one instance. */
  waitingAtMost: 8,
  /** Of what is kept: few and small by design. */
  edgeAtMost: 2560,
  perCaseAtMost: 20,
} as const;

/** Points of the longest edge that the blurred version is made of: so few that no sharpening brings anything back. */
export const blurredPoints = 16;

export const pictureTooLarge = (): Error =>
  invalidInput("image_too_large", { maximumMegabytes: pictureLimits.bytesAtMost / megabyte });
