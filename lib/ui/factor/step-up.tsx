"use client";

import { Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { FactorWays } from "@/lib/domain/access/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { type Answer, type ShowingActions } from "./factor-actions";
import { FactorForm } from "./factor-form";
import classes from "./factor.module.css";

type Action = (...input: never[]) => Promise<unknown>;

interface StepUp {
  /** Opens the dialog; true once a factor was shown, false where it was closed. */
  ask: () => Promise<boolean>;
  /** The same action, which asks for a factor where that is needed, and is then asked again with the same words. */
  confirmed: <Asked extends Action>(action: Asked) => Asked;
}

const StepUpContext = createContext<StepUp | null>(null);

/** The desk's dialog for a factor; null outside of the desk. */
export const useStepUp = (): StepUp | null => useContext(StepUpContext);

/** For an action behind which stands what wants a factor again: `useAction(useConfirmed(makeToken))`. */
export function useConfirmed<Asked extends Action>(action: Asked): Asked {
  const stepUp = useContext(StepUpContext);
  return useMemo(() => (stepUp === null ? action : stepUp.confirmed(action)), [stepUp, action]);
}

const isNeeded = (answer: unknown): boolean =>
  (answer as { serverError?: ToldError } | undefined)?.serverError?.reason === "step_up_needed";

interface Opened {
  ways: FactorWays;
  settle: (isShown: boolean) => void;
}

export function StepUpProvider({ actions, children }: { actions: ShowingActions; children: ReactNode }) {
  const t = useTranslations("factor.confirm");
  const [opened, setOpened] = useState<Opened | null>(null);
  const running = useRef<Promise<boolean> | null>(null);

  const ask = useCallback((): Promise<boolean> => {
    const open = async (): Promise<boolean> => {
      const answer: Answer<FactorWays> | undefined = await actions.readWays().catch(() => undefined);
      const ways = answer?.data;
      if (!ways) return false;
      return new Promise((resolve) => {
        setOpened({
          ways,
          settle: (isShown) => {
            setOpened(null);
            resolve(isShown);
          },
        });
      });
    };
    // Two actions at once wait for one dialog.
    running.current ??= open().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [actions]);

  const stepUp = useMemo<StepUp>(() => {
    const confirmed = <Asked extends Action>(action: Asked): Asked =>
      (async (...input: never[]) => {
        const answer = await action(...input);
        return isNeeded(answer) && (await ask()) ? action(...input) : answer;
      }) as Asked;
    return { ask, confirmed };
  }, [ask]);

  return (
    <StepUpContext value={stepUp}>
      {children}
      {opened === null ? null : (
        <Modal
          opened
          onClose={() => opened.settle(false)}
          title={t("stepTitle")}
          size="sm"
          // Above the dialog that asked; Escape closes this one only, see FactorForm.
          zIndex={400}
          closeOnEscape={false}
          closeOnClickOutside={false}
          closeButtonProps={{ "aria-label": t("cancel"), ...{ "data-mantine-stop-propagation": "true" } }}
          onKeyDown={(event) => {
            if (event.key === "Escape") opened.settle(false);
          }}
        >
          <p className={classes.lead}>{t("stepLead")}</p>
          <FactorForm ways={opened.ways} actions={actions} onDone={() => opened.settle(true)} />
        </Modal>
      )}
    </StepUpContext>
  );
}
