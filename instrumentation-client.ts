import { config } from "zod/v4/core";

// Before any form is made: the validator tries whether it may build code from text, and the content policy reports even the try.
config({ jitless: true });
