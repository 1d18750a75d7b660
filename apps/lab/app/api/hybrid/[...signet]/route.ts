import { hybridAuth } from "@/lib/auth";

export const { GET, POST, DELETE } = hybridAuth.handlers;
