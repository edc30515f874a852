import { createHash } from "node:crypto";
import { z } from "zod";
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

const named = z.object({ items: z.array(z.object({ path: z.string(), sha256: z.string() })) });

/** What the manifest says of each file; null where it says nothing that can be read. */
function digestsIn(manifest: Uint8Array): Map<string, string> | null {
  try {
    const { items } = named.parse(JSON.parse(new TextDecoder().decode(manifest)));
    return new Map(items.map((item) => [item.path, item.sha256]));
  } catch {
    return null;
  }
}

function filesIn(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    return unzipFiles(bytes);
  } catch {
    return new Map();
  }
}

/**
 * The log's evidence in a bundle, and the paths of files that are not what the manifest says, the manifest itself where it cannot be
 * read; null for an archive that is no bundle, or is damaged. Never throws: the file is somebody else's.
 */
export function openBundle(bytes: Uint8Array): { evidence: Uint8Array; changed: readonly string[] } | null {
  const files = filesIn(bytes);
  const text = files.get(manifestPath);
  const evidence = files.get(evidencePath);
  if (text === undefined || evidence === undefined) return null;
  const digests = digestsIn(text);
  if (digests === null) return { evidence, changed: [manifestPath] };
  const isAsNamed = (path: string): boolean => digests.get(path) === sha256(files.get(path) ?? new Uint8Array());
  const all = new Set([...files.keys(), ...digests.keys()]);
  all.delete(manifestPath);
  return { evidence, changed: [...all].filter((path) => !files.has(path) || !isAsNamed(path)).sort() };
}
