import { testStalenessBound } from "./suite.ts";

testStalenessBound("cluster");
