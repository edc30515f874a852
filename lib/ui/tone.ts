import classes from "./tone.module.css";

/** Colour means state: neutral (not begun, over), ink (a track), accent (can be acted on), blue (in progress), amber (waiting, back), green (gone, verified), red (refused, danger). */
export type Tone = "neutral" | "ink" | "accent" | "blue" | "amber" | "green" | "red";

export const toneClass = (tone: Tone): string => classes[tone] ?? "";

/** Joins the classes that apply. */
export const classNames = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(" ");
