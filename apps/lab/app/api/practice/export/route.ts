import { hybridAuth } from "@/lib/auth";
import { exportProgress } from "@/lib/practice/progress/export-progress";

/** Downloads the visitor's events as a JSON file. */
export const GET = hybridAuth.route((_request, session) => exportProgress(session.userId));
