import { auth } from "../../../../auth";

export const { GET, POST, DELETE } = auth.handlers;
