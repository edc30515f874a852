"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

interface LinkButtonProps extends Omit<ButtonProps, "component"> {
  href: string;
  children: ReactNode;
  "aria-keyshortcuts"?: string;
}

/** A link that looks like a button, usable from server components (where Mantine's `component` cannot be passed). */
export function LinkButton({ href, children, ...rest }: LinkButtonProps) {
  return (
    <Button component={Link} href={href} {...rest}>
      {children}
    </Button>
  );
}
