import { Fragment } from "react";
import classes from "./kbd.module.css";

/** A key as it is written in bindings ("mod+Enter", "g l") to the way it is printed. */
export function keyCaps(keys: string): string[][] {
  const printed: Record<string, string> = {
    mod: "Ctrl",
    shift: "⇧",
    alt: "Alt",
    enter: "↵",
    escape: "Esc",
    arrowup: "↑",
    arrowdown: "↓",
  };
  return keys
    .split(" ")
    .map((chord) =>
      chord === "+"
        ? ["+"]
        : chord.split("+").map((key) => printed[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)),
    );
}

interface KbdProps {
  /** As in the key registry: "c", "mod+Enter", "g l". */
  keys: string;
  /** On a filled button the frame takes the button's text colour. */
  isOnAccent?: boolean;
}

/** A hint, never spoken (the binding is announced by aria-keyshortcuts or the help sheet) and hidden on touch screens. */
export function Kbd({ keys, isOnAccent = false }: KbdProps) {
  return (
    <span className={isOnAccent ? `${classes.hint} ${classes.onAccent}` : classes.hint} aria-hidden="true">
      {keyCaps(keys).map((chord, index) => (
        <Fragment key={index}>
          <kbd className={classes.key}>{chord.join(" ")}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
