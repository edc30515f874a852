// Loaded before a child's own program: when the channel to start closes because start was killed, the child ends too.
// The child's own children inherit the option; they have a parent of their own to watch.
import process from "node:process";

if (process.channel && process.env.DEMASQUE_PARENT === String(process.ppid)) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5000).unref();
  });
}
