"use client";

import { Button } from "@mantine/core";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { EmptyState } from "./empty-state";

interface ErrorStateProps {
  /** What failed. */
  title?: ReactNode;
  /** What is safe. */
  children?: ReactNode;
  requestId?: string | undefined;
  onRetry?: () => void;
  /** Tries again by itself after so long; the time is shown. */
  retrySeconds?: number;
  isPage?: boolean;
}

export function ErrorState({ title, children, requestId, onRetry, retrySeconds, isPage = false }: ErrorStateProps) {
  const t = useTranslations("ui.error");
  const [left, setLeft] = useState(onRetry === undefined ? undefined : retrySeconds);
  useEffect(() => {
    if (left === undefined) return undefined;
    const timer = setTimeout(() => {
      if (left > 1) return setLeft(left - 1);
      setLeft(undefined);
      onRetry?.();
    }, 1000);
    return () => clearTimeout(timer);
  }, [left, onRetry]);
  return (
    <div role="alert">
      <EmptyState
        isPage={isPage}
        icon={<IconCloudOff size={22} stroke={1.5} />}
        title={title ?? t("title")}
        action={
          <>
            {onRetry === undefined ? null : (
              <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
                {t("retry")}
              </Button>
            )}
            {requestId === undefined ? null : (
              <span className="mono">
                <span aria-hidden="true">{t("request")} </span>
                <span className="visually-hidden">{t("requestSpoken")} </span>
                {requestId}
              </span>
            )}
          </>
        }
      >
        {children ?? t("body")}{" "}
        {left === undefined ? null : <span aria-live="off">{t("retryingIn", { seconds: left })}</span>}
      </EmptyState>
    </div>
  );
}
