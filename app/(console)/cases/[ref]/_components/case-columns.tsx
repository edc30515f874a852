"use client";

import { type ReactNode, useState } from "react";
import { classNames } from "@/lib/ui/tone";
import classes from "./case-columns.module.css";

const parts = ["facts", "decide", "links"] as const;
type Part = (typeof parts)[number];

interface CaseColumnsProps extends Record<Part, ReactNode> {
  labels: Record<Part, string>;
  tabsLabel: string;
}

/** Three columns where there is room, each scrolling alone; on a phone one at a time, facts first. */
export function CaseColumns({ labels, tabsLabel, ...content }: CaseColumnsProps) {
  const [shown, setShown] = useState<Part>("facts");
  return (
    <div className={classes.columns} data-shown={shown}>
      <nav className={classes.tabs} aria-label={tabsLabel}>
        {parts.map((part) => (
          <button
            key={part}
            type="button"
            className={classes.tab}
            aria-pressed={shown === part}
            onClick={() => setShown(part)}
          >
            {labels[part]}
          </button>
        ))}
      </nav>
      {parts.map((part) => (
        <section
          key={part}
          className={classNames(classes.column, classes[part])}
          aria-label={labels[part]}
          tabIndex={0}
          data-part={part}
        >
          {content[part]}
        </section>
      ))}
      <div className={classes.toDecide}>
        <button type="button" className={classes.decideButton} onClick={() => setShown("decide")}>
          {labels.decide}
        </button>
      </div>
    </div>
  );
}
