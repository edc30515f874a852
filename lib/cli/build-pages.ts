import { buildIfStale } from "./build";

// `npm test` and the image build the pages as start does, and start then finds them fresh.
const didBuild = await buildIfStale(process.cwd(), (line) => process.stdout.write(`${line}\n`));
if (!didBuild) process.stdout.write("The build is up to date.\n");
