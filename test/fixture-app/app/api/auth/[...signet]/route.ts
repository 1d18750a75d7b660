import { auth } from "../../../../lib/auth";

export const { GET, POST, PATCH, DELETE } = auth.handlers;
