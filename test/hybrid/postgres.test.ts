import { testStalenessBound } from "./suite.ts";

testStalenessBound("postgres");
