export const matchStates = ["suggested", "confirmed", "refused"] as const;
export type MatchState = (typeof matchStates)[number];

/** By place in the orientations of `turnedFingerprintOf`: which quarter a picture was turned by is no matter to whoever compares. */
const turnWords = ["same", "mirrored", "mirrored", "turned", "mirrored", "turned", "turned", "mirrored"] as const;
export type TurnWord = (typeof turnWords)[number];

export const turnWord = (turn: number): TurnWord => turnWords[turn] ?? "same";
