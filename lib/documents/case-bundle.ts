import { createHash } from "node:crypto";
import { bundleSchemaId, type BundleAudience, type BundleManifest } from "@/lib/domain/notices/case-bundle";
import { unzipFiles, zipFiles, type BundledFile } from "./zip-file";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const manifestPath = "manifest.json";
/** What the log proves of the case, in the form that `audit verify` and the page /verify read. */
export const evidencePath = "log-evidence.json";

/** One archive with a manifest of every other file in it; the same files make the same archive to the byte. */
export function packBundle(
  facts: { case: number; audience: BundleAudience; language: "en" | "fr"; now: Date },
  files: readonly BundledFile[],
): Uint8Array<ArrayBuffer> {
  const manifest: BundleManifest = {
    schema: bundleSchemaId,
    case: facts.case,
    audience: facts.audience,
    language: facts.language,
    made_on: facts.now.toISOString().slice(0, 10),
    items: files.map(({ path, mediaType, bytes }) => ({
      path,
      media_type: mediaType,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  };
  const first = {
    path: manifestPath,
    mediaType: "application/json",
    bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
  };
  return zipFiles([first, ...files]);
}

/** The log's evidence in a bundle, and the paths of files that are not what the manifest says; null for an archive that is no bundle. */
export function openBundle(bytes: Uint8Array): { evidence: Uint8Array; changed: readonly string[] } | null {
  const files = unzipFiles(bytes);
  const text = files.get(manifestPath);
  const evidence = files.get(evidencePath);
  if (text === undefined || evidence === undefined) return null;
  const manifest = JSON.parse(new TextDecoder().decode(text)) as Partial<BundleManifest>;
  const items: BundleManifest["items"] = manifest.items ?? [];
  const named = new Map(items.map((item) => [item.path, item.sha256]));
  const isAsNamed = (path: string): boolean => named.get(path) === sha256(files.get(path) ?? new Uint8Array());
  const all = new Set([...files.keys(), ...named.keys()]);
  all.delete(manifestPath);
  return { evidence, changed: [...all].filter((path) => !files.has(path) || !isAsNamed(path)).sort() };
}
