export const dynamic = "force-dynamic";

/** What the server has used of the processor since it began; microseconds. */
export const GET = () => Response.json(process.cpuUsage());
