import { PHASE_PRODUCTION_BUILD } from "next/constants";

/** Whether this is `next build`, which has no business with secrets and stores. */
export const isBuild = process.env["NEXT_PHASE"] === PHASE_PRODUCTION_BUILD;
