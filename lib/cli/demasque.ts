import { dispatch } from "./dispatch";

// Whoever reads our output may have seen enough (`| head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});
process.exitCode = await dispatch(process.argv.slice(2));
