// Types of *.module.css, known before the first build has written next-env.d.ts.
import type {} from "next/types/global";
