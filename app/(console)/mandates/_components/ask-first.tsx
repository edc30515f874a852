"use client";

import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import classes from "./mandates.module.css";

interface AskFirstProps {
  label: string;
  title: string;
  /** What follows, said before it does. */
  text: string;
  cancel: string;
  variant?: "default" | "subtle";
  onYes: () => void;
}

/** A button whose consequence is said first. */
export function AskFirst({ label, title, text, cancel, variant = "subtle", onYes }: AskFirstProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={title}
        closeButtonProps={{ "aria-label": cancel }}
      >
        <p>{text}</p>
        <div className={classes.actions}>
          <Button variant="subtle" onClick={() => setAsking(false)}>
            {cancel}
          </Button>
          <Button
            onClick={() => {
              setAsking(false);
              onYes();
            }}
          >
            {label}
          </Button>
        </div>
      </Modal>
    </>
  );
}
