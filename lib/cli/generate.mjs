import { checkNode, generate, install } from "./prepare.mjs";

checkNode();
await install();
await generate();
