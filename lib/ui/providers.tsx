"use client";

import { MantineProvider } from "@mantine/core";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { cssVariablesResolver, theme } from "./theme";
import { ToastHost } from "./toast-host";

interface ProvidersProps {
  nonce: string | undefined;
  children: ReactNode;
}

/** What locks the page's scrolling under an open window adds a style of its own, and looks for the nonce under this name. */
function lendNonce(nonce: string): void {
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}

/**
 * The nonce of the first document is kept for as long as it lives: a later render of the layout brings the nonce of
 * another answer, which this document's policy would refuse.
 */
export function Providers({ nonce, children }: ProvidersProps) {
  const [first] = useState(() => {
    if (typeof window !== "undefined" && nonce !== undefined) lendNonce(nonce);
    return nonce ?? "";
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => first}
    >
      <NuqsAdapter>{children}</NuqsAdapter>
      <ToastHost />
    </MantineProvider>
  );
}
