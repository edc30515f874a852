import { Popover, TextInput } from "@mantine/core";
import { IconChevronDown, IconSearch, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type SyntheticEvent, useState } from "react";
import { readTag } from "@/lib/domain/case/tags";
import { platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { routes } from "@/lib/routes";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { statesOfView } from "@/lib/tables/case-views";
import { Kbd } from "@/lib/ui/kbd";
import { classNames } from "@/lib/ui/tone";
import { FilterPill } from "./filter-pill";
import classes from "./queue-filters.module.css";
import type { Queue } from "./use-queue";

interface QueueFiltersProps {
  query: CaseQuery;
  go: Queue["go"];
  hasTags: boolean;
}

/** What narrows the list; every choice is in the address, so that it can be sent, kept and gone back from. */
export function QueueFilters({ query, go, hasTags }: QueueFiltersProps) {
  const t = useTranslations("queue.filter");
  const words = useTranslations("vocabulary");
  const states = statesOfView[query.view];
  return (
    <div className={classes.filters} role="group" aria-label={t("label")}>
      <Search key={`q ${query.q ?? ""}`} query={query} go={go} />
      <FilterPill
        name={t("track")}
        anyLabel={t("any.track")}
        options={tracks.map((track) => ({ value: track, label: words(`track.${track}.full`) }))}
        chosen={query.track === null ? [] : [query.track]}
        onChoose={([track]) => go({ track: track ?? null })}
      />
      <FilterPill
        name={t("platform")}
        anyLabel={t("any.platform")}
        options={platformIds.map((platform) => ({ value: platform, label: words(`platform.${platform}`) }))}
        chosen={query.platform ?? []}
        isMultiple
        onChoose={(platform) => go({ platform: platform.length === 0 ? null : platform })}
      />
      {states.length > 1 ? (
        <FilterPill
          name={t("state")}
          anyLabel={t("any.state")}
          options={states.map((state) => ({ value: state, label: words(`state.${state}`) }))}
          chosen={query.state ?? []}
          isMultiple
          onChoose={(state) => go({ state: state.length === 0 ? null : state })}
        />
      ) : null}
      {hasTags ? <TagFilter key={`tag ${query.tag ?? ""}`} query={query} go={go} /> : null}
    </div>
  );
}

function Search({ query, go }: Pick<QueueFiltersProps, "query" | "go">) {
  const t = useTranslations("queue.search");
  const [text, setText] = useState(query.q ?? "");
  const search = (event: SyntheticEvent) => {
    event.preventDefault();
    go({ q: text.trim() === "" ? null : text.trim() });
  };
  return (
    <form role="search" className={classes.search} action={routes.queue()} onSubmit={search}>
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <input type="hidden" name="view" value={query.view} />
      <input
        type="search"
        name="q"
        className={classes.field}
        data-search-field
        aria-label={t("label")}
        placeholder={t("placeholder")}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {query.q === null ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" className={classes.cross} aria-label={t("clear")} onClick={() => go({ q: null })}>
          <IconX size={13} stroke={2} aria-hidden />
        </button>
      )}
    </form>
  );
}

function TagFilter({ query, go }: Pick<QueueFiltersProps, "query" | "go">) {
  const t = useTranslations("queue.filter");
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(query.tag ?? "");
  const apply = (event: SyntheticEvent) => {
    event.preventDefault();
    setOpen(false);
    go({ tag: readTag(text) });
  };
  return (
    <span className={classNames(classes.pill, query.tag !== null && classes.set)}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <button type="button" className={classes.face} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t("tag")} <b>{query.tag ?? t("any.tag")}</b>
            {query.tag === null ? <IconChevronDown size={14} stroke={1.75} aria-hidden /> : null}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <form onSubmit={apply}>
            <TextInput
              label={t("tag")}
              description={t("tagHint")}
              value={text}
              maxLength={60}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <button type="submit" className={classes.apply}>
              {t("apply")}
            </button>
          </form>
        </Popover.Dropdown>
      </Popover>
      {query.tag === null ? null : (
        <button
          type="button"
          className={classes.cross}
          aria-label={t("clear", { name: t("tag") })}
          onClick={() => go({ tag: null })}
        >
          <IconX size={13} stroke={2} aria-hidden />
        </button>
      )}
    </span>
  );
}
