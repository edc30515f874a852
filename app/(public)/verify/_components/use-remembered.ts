import { useEffect, useState } from "react";

const prefix = "demasque.verify.";

/** A text that this device keeps. Empty until the browser has been asked: the server knows nothing of it. */
export function useRemembered(name: string): [value: string, remember: (value: string) => void] {
  const [value, setValue] = useState("");

  useEffect(() => {
    try {
      setValue(localStorage.getItem(prefix + name) ?? "");
    } catch {
      // A browser that keeps nothing is asked again the next time.
    }
  }, [name]);

  function remember(next: string): void {
    setValue(next);
    try {
      if (next === "") localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, next);
    } catch {
      // It holds for as long as the page is open.
    }
  }

  return [value, remember];
}
