import { databaseAuth } from "@/lib/auth";

export const { GET, POST, DELETE } = databaseAuth.handlers;
