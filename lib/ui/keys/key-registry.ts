import { isSingleKey, matchPresses, pressName } from "./match-keys";

export interface KeyBinding {
  /** "c", "?", "mod+Enter", "g l". */
  keys: string;
  /** What it does, in the reader's language: the help sheet and the palette print it. */
  label: string;
  run: () => void;
  /** In the help sheet only where it cannot be used now. */
  isOff?: boolean;
  /** Ctrl Enter is wanted while writing; a single key never is. */
  worksInFields?: boolean;
  /** Part of the shell: the help sheet lists it apart from the page's own keys. */
  isEverywhere?: boolean;
}

type Binding = KeyBinding & { readonly owner: symbol };

const sequenceMs = 1200;
const switchName = "demasque.single-keys";

let bindings: readonly Binding[] = [];
let presses: string[] = [];
let lastPressAt = 0;
const listeners = new Set<() => void>();

const tell = () => listeners.forEach((listener) => listener());

export function putBindings(owner: symbol, wanted: readonly KeyBinding[]): void {
  bindings = [
    ...bindings.filter((binding) => binding.owner !== owner),
    ...wanted.map((binding) => ({ ...binding, owner })),
  ];
  tell();
}

export function dropBindings(owner: symbol): void {
  bindings = bindings.filter((binding) => binding.owner !== owner);
  tell();
}

export const currentBindings = (): readonly KeyBinding[] => bindings;

export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(switchName) !== "off";
  } catch {
    return true;
  }
}

export function switchSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(switchName, isOn ? "on" : "off");
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
  tell();
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("textarea, select, [role=textbox], [role=combobox]") !== null)
    return true;
  const input = target.closest("input");
  return input !== null && !["checkbox", "radio", "button", "submit", "range"].includes(input.type);
}

/** A window that is open over the page owns the keyboard. */
const isWindowOpen = (): boolean => document.querySelector("[role=dialog][aria-modal=true]") !== null;

export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const press = pressName(event);
  if (press === null) return;
  const now = Date.now();
  presses = now - lastPressAt < sequenceMs ? [...presses, press] : [press];
  lastPressAt = now;

  const inField = isField(event.target);
  const singleKeys = areSingleKeysOn();
  const windowOpen = isWindowOpen();
  const usable = bindings.filter(
    (binding) =>
      binding.isOff !== true &&
      (!inField || binding.worksInFields === true) &&
      (singleKeys || !isSingleKey(binding.keys)) &&
      (!windowOpen || binding.worksInFields === true),
  );
  const keys = usable.map((binding) => binding.keys);
  let match = matchPresses(presses, keys);
  if (match === null && presses.length > 1) {
    presses = [press];
    match = matchPresses(presses, keys);
  }
  if (match === "more") return;
  presses = [];
  if (match === null) return;
  event.preventDefault();
  usable[match]?.run();
}

export function listen(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener("keydown", onKeyDown);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("keydown", onKeyDown);
  };
}
