import { parseArgs } from "node:util";
import { tokenHolder } from "@/lib/cli/token-holder";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { noticeFormats } from "@/lib/domain/notices/notice-input";
import { previewNotice } from "@/lib/queries/preview-notice";

/** `notice NUMBER --recipient CHANNEL --format F --as EMAIL`: builds a report about one case on standard output, and sends nothing. */
export async function notice(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      recipient: { type: "string" },
      format: { type: "string" },
      explanation: { type: "string" },
      as: { type: "string" },
    },
  });
  const [ref, ...more] = positionals;
  if (ref === undefined || !/^[1-9]\d{0,14}$/.test(ref) || more.length > 0)
    throw new UsageError("Name one case by its number.");
  if (values.recipient === undefined) throw new UsageError("--recipient takes the id of a desk, such as x-in-app");
  const format = noticeFormats.find((one) => one === (values.format ?? "form_text"));
  if (!format) throw new UsageError(`--format takes one of ${noticeFormats.join(", ")}, not "${values.format ?? ""}"`);
  const actor = await tokenHolder(values.as);
  const asked = {
    number: Number(ref),
    channelId: values.recipient,
    explanation: values.explanation ?? "",
    now: new Date(),
  };
  const { forms, missing } = await previewNotice(actor, asked);
  for (const element of missing) process.stderr.write(`missing: ${element.code}\n`);
  process.stdout.write(forms.find((form) => form.format === format)?.file.bytes ?? "");
  return missing.length === 0 ? exitCodes.ok : exitCodes.foundWrong;
}
