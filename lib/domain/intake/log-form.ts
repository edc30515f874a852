import { z } from "zod";
import { platformIds } from "../case/vocabulary";
import { reportedFingerprintsSchema } from "../fingerprints/fingerprint-input";
import { linesAtMost } from "./log-lines";
import { reportAnswersSchema } from "./report-input";

const lineSchema = z.object({ text: z.string().max(8192), platform: z.enum(platformIds).optional() });

/** What is asked about while somebody types. */
export const recogniseSchema = z.object({ lines: z.array(lineSchema).max(linesAtMost) });

/** The name of the form's field for a signal's answer. */
export const signalField = (code: string): string => `signal.${code}`;

function parsedList(json: unknown): unknown {
  try {
    return JSON.parse(typeof json === "string" && json !== "" ? json : "[]");
  } catch {
    return [];
  }
}

/** The browser's own form, with or without scripts: lines gathered by the page, and whatever stands in the field. */
function fieldsOf(form: FormData): unknown {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const track = text("track");
  const prefix = track === "redirecting_bot" ? "RB-" : "SPS-";
  const signals = Object.fromEntries(
    [...form.entries()]
      .filter(([name]) => name.startsWith(signalField(prefix)))
      .map(([name, value]) => [name.slice(signalField("").length), value]),
  );
  const gathered = parsedList(form.get("lines"));
  const typed = text("text").trim();
  return {
    submissionId: text("submissionId"),
    fingerprints: parsedList(form.get("fingerprints")),
    lines: [...(Array.isArray(gathered) ? (gathered as unknown[]) : []), ...(typed === "" ? [] : [{ text: typed }])],
    answers: {
      track,
      ageAnswer: text("ageAnswer"),
      signals,
      observed: text("observed"),
      mandateId: text("mandateId") === "" ? null : text("mandateId"),
    },
  };
}

const formSchema = z.object({
  submissionId: z.uuid(),
  lines: z.array(lineSchema).max(linesAtMost),
  answers: reportAnswersSchema,
  fingerprints: reportedFingerprintsSchema,
});

export const logFormSchema = z.instanceof(FormData).transform(fieldsOf).pipe(formSchema);
