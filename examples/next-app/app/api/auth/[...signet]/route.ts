import { auth } from "../../../../auth";

export const { GET, POST, PATCH, DELETE } = auth.handlers;
