// Reads one picture in a process of its own, which has no secret, no connection and a bounded memory, and ends with it. It is given
// on standard input what to do and the file; on standard output it answers with what may be kept.
import sharp from "sharp";

// Only these readers exist in here, and only from memory: no file, no SVG, no PDF.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((name) => `VipsForeignLoad${name}Buffer`),
});
sharp.cache(false);
sharp.concurrency(1);

const overMemory = 3;

/** @param {Buffer} bytes @returns {[any, Buffer]} */
function parted(bytes) {
  const length = bytes.readUInt32BE(0);
  return [JSON.parse(bytes.subarray(4, 4 + length).toString("utf8")), bytes.subarray(4 + length)];
}

/** @param {object} told @param {readonly Buffer[]} parts */
function answer(told, parts = []) {
  // The system's own account of the most that was held: whoever looks from outside looks only every so often.
  const residentBytes = process.resourceUsage().maxRSS * 1024;
  const header = Buffer.from(JSON.stringify({ ...told, residentBytes, lengths: parts.map((part) => part.length) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  process.stdout.write(Buffer.concat([length, header, ...parts]));
}

/** What is drawn again from its points alone: turned as its camera said, in sRGB, on white, without a word of what came along. */
async function shown(input, edge) {
  return input
    .autoOrient()
    .resize({ width: edge, height: edge, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .jpeg({ quality: 86, chromaSubsampling: "4:4:4" })
    .toBuffer({ resolveWithObject: true });
}

/** So few points that nothing brings the rest back, drawn softly at a size that fills its place. */
async function blurred(clear, { width, height }, points) {
  const few = Math.max(1, Math.min(points, Math.ceil(Math.max(width, height) / 8)));
  const small = await sharp(clear).resize({ width: few, height: few, fit: "inside" }).png().toBuffer();
  const at = 480 / Math.max(width, height);
  const size = { width: Math.max(1, Math.round(width * at)), height: Math.max(1, Math.round(height * at)) };
  return sharp(small)
    .resize({ ...size, fit: "fill", kernel: "cubic" })
    .blur(6)
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** The points that a fingerprint is taken of: all, or 512 × 512 of them. */
async function points(clear) {
  const { data, info } = await sharp(clear).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  if (width <= 512 && height <= 512) return { width, height, data };
  const taken = Buffer.alloc(512 * 512 * 4);
  for (let row = 0; row < 512; row++)
    for (let column = 0; column < 512; column++) {
      const from = 4 * (Math.floor((row * height) / 512) * width + Math.floor((column * width) / 512));
      data.copy(taken, 4 * (row * 512 + column), from, from + 4);
    }
  return { width: 512, height: 512, data: taken };
}

async function take(bytes, { kind, limits }) {
  const { pixelsAtMost, framesAtMost, edgeAtMost, blurredPoints } = limits;
  const options = { limitInputPixels: false, failOn: "error", sequentialRead: true };
  const meta = await sharp(bytes, options).metadata();
  const isKind = meta.format === kind || (kind === "avif" && meta.format === "heif" && meta.compression === "av1");
  if (!isKind) return answer({ refused: "image_broken" });
  if ((meta.pages ?? 1) > framesAtMost) return answer({ refused: "image_too_many_frames" });
  if (meta.width * meta.height > pixelsAtMost) return answer({ refused: "image_too_many_pixels" });
  const input = sharp(bytes, { ...options, limitInputPixels: pixelsAtMost });
  const { data, info } = await shown(input, edgeAtMost);
  return tell(data, info, blurredPoints);
}

async function burn(bytes, { boxes, limits }) {
  const black = boxes.map(({ x, y, width, height }) => ({
    left: x,
    top: y,
    input: { create: { width, height, channels: 3, background: "#000000" } },
  }));
  const input = sharp(bytes, { failOn: "error", limitInputPixels: limits.edgeAtMost ** 2 });
  const { data, info } = await input
    .composite(black)
    .jpeg({ quality: 86, chromaSubsampling: "4:4:4" })
    .toBuffer({ resolveWithObject: true });
  return tell(data, info, limits.blurredPoints);
}

async function tell(data, info, blurredPoints) {
  const soft = await blurred(data, info, blurredPoints);
  const looked = await points(data);
  const sides = { width: info.width, height: info.height };
  answer({ ...sides, points: { width: looked.width, height: looked.height } }, [data, soft, looked.data]);
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const [task, bytes] = parted(Buffer.concat(chunks));
// Whoever started this looks from outside as well, where the system lets them.
setInterval(() => {
  if (process.memoryUsage.rss() > task.limits.residentBytesAtMost) process.exit(overMemory);
}, 10).unref();
try {
  await (task.boxes ? burn(bytes, task) : take(bytes, task));
} catch {
  answer({ refused: "image_broken" });
}
