"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { ActionError } from "@/lib/ui/action-error";
import { markRead } from "../actions";

interface ReadButtonProps {
  id: string;
  andOlder?: boolean;
  label: string;
}

export function ReadButton({ id, andOlder = false, label }: ReadButtonProps) {
  const { execute, result, isPending } = useAction(markRead);
  return (
    <>
      <Button
        variant={andOlder ? "default" : "subtle"}
        size={andOlder ? "sm" : "xs"}
        loading={isPending}
        onClick={() => execute({ id, andOlder })}
      >
        {label}
      </Button>
      <ActionError result={result} />
    </>
  );
}
