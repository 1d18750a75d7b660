import { testStalenessBound } from "./suite.ts";

testStalenessBound("sqlite");
