import { PHASE_PRODUCTION_BUILD } from "next/constants";

/** Whether this process is `next build`, which needs no secret and no store. */
export const isBuild = process.env["NEXT_PHASE"] === PHASE_PRODUCTION_BUILD;
