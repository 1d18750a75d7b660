import { notedHandlers } from "@/lib/noted-handlers";

export const { GET, POST, DELETE } = notedHandlers("hybrid");
